import * as z from 'zod';
import { about, suchAs } from './about.ts';
import { enrollmentStatus } from './enrollment.ts';
import { because } from './events.ts';
import { enrollmentId, leadId, sequenceId, userId } from './ids.ts';
import { everyone, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { day, instant } from './values.ts';

const standing = {
  status: enrollmentStatus,
  userId: about(z.string(), 'Who acts: the sender, or the delegate in whose lane the step is (F7).'),
  userName: z.string().optional(),
  until: about(
    z.string().optional(),
    'The day of the step, of the opening of its lane, or of the end of the pause, in the calendar of who acts.',
    '2027-03-04',
  ),
  reason: about(
    z.string().optional(),
    'Key of the reason, to list its people by; absent: nothing moved them.',
    'setting:maxMailsPerDay:user:anna',
  ),
  because: because.optional().meta({
    description: 'The reason as data; of a group, that of one of them.',
    examples: [{ kind: 'step', rule: 'wait' }],
  }),
  words: about(
    z.string().optional(),
    'The reason in words, to follow a colon.',
    'the most mails a day, decided for the user anna',
  ),
};

const peopleCount = z
  .object({
    sequenceId,
    active: about(z.int(), 'Enrolled, and neither finished nor stopped: of everybody, from the counters.'),
    finished: about(z.int(), 'Finished, of everybody, from the counters.'),
    counted: about(z.int(), 'Enrollments counted here: those that you may see, of those looked at.'),
    complete: about(z.boolean(), 'False: only the first 10,000 enrollments were looked at.'),
    groups: about(
      z.array(z.object({ ...standing, count: suchAs(z.int(), 312) })),
      'The largest first, 500 at most.',
    ),
    inOtherGroups: about(z.int(), 'People in groups beyond those.'),
  })
  .meta({ id: 'PeopleCount' });

const person = z
  .object({
    enrollmentId,
    leadId,
    leadName: about(z.string(), 'Name, else address, else id of the lead.', 'Ana Pop'),
    ...standing,
    step: about(z.string().optional(), 'The step that it is at.'),
    stepName: z.string().optional(),
    due: about(instant.optional(), 'When the step was due by its own wait and hour.'),
    at: about(instant.optional(), 'When the step will run, or when it was stopped or finished.'),
  })
  .meta({ id: 'PersonInSequence' });

const people = { tag: 'Sequences', roles: everyone, params: z.object({ id: sequenceId }) } as const;

export const sequencePeopleOperations = {
  countPeople: {
    ...people,
    on: 'GET /v1/sequences/{id}/people',
    summary: 'Count the people of a sequence by state and reason',
    description:
      'How many wait for what, until which day and in whose name: of those that you may see (F12). Stopped and finished ones count too, by why.',
    returns: { status: 200, description: 'Groups of people who stand alike.', body: peopleCount },
    problems: [404],
  },
  listPeople: {
    ...people,
    on: 'GET /v1/sequences/{id}/people/list',
    summary: 'List the people of a sequence who stand alike',
    description:
      'By the values of a group of the count. A page may hold few or none where little matches: follow `cursor` until it is absent (F12).',
    query: pageQuery.extend({
      state: enrollmentStatus.optional(),
      reason: about(
        z.string().max(300).optional(),
        'Key of a reason, or `none`: those whom nothing moved.',
        'setting:maxMailsPerDay:user:anna',
      ),
      user: about(userId.optional(), 'Who acts.'),
      until: day.optional(),
    }),
    returns: { status: 200, description: 'People.', body: pageOf(person) },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
