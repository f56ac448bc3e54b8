import * as z from 'zod';
import { about, suchAs } from './about.ts';
import { sequenceId, stepId, templateId } from './ids.ts';
import { instant, language, revision, sequenceStepType, weekday } from './values.ts';

/** Of any unit; what each takes at most is less, and said by `validateSequence`. */
const longestAmount = 50_000;

/** The shape of a step. What more must hold is said by `validateSequence`, at `validate` and `publish`. */
export const step = z
  .strictObject({
    id: stepId,
    name: suchAs(z.string().max(200), 'First mail'),
    type: sequenceStepType,
    wait: z
      .strictObject({
        amount: z.number().min(-longestAmount).max(longestAmount),
        unit: z.enum(['minutes', 'hours', 'days', 'working-days']),
      })
      .meta({
        description:
          'How long after the step before was done: minutes and hours are elapsed, days keep the wall clock (D3).',
        examples: [{ amount: 3, unit: 'days' }],
      }),
    at: about(
      z.string().optional(),
      'Time of day to run at: after a wait in days on the day that it names, else when that time comes next. On a day off it goes at that time of the next open day; a time outside working hours goes at the opening after it (D3).',
      '09:30',
    ),
    weekdays: about(z.array(weekday).optional(), 'Days on which it may run, within the working days (D3).'),
    templateId: templateId.optional(),
    inThreadOf: about(
      stepId.optional(),
      'Of a reply: the earlier mail step whose thread it continues; default: the latest (D6).',
    ),
  })
  .meta({ id: 'Step' });

const unsubscribeLink = z
  .strictObject({ language })
  .optional()
  .meta({ description: 'The link at the bottom of each mail, in a language; absent: none (D7).' });

/** What holds for all steps. */
export const options = {
  unsubscribeLink,
  stopOnReply: about(
    z.boolean().optional(),
    'Whether a reply stops it; absent: it does. If not, replies are noted and it goes on (D5).',
  ),
  stopOnConversion: about(
    z.boolean().optional(),
    'Whether the conversion of the lead stops it; absent: it does (D5).',
  ),
};

/** What the next version will hold; it may be incomplete. */
export const draft = z.strictObject({ steps: z.array(step).max(200), ...options });

/** A sequence with its draft. */
export const sequence = z
  .object({
    id: sequenceId,
    revision,
    name: z.string(),
    kind: about(
      z.enum(['automation', 'feedback']).optional(),
      'What it is the engine of; absent: one that people enrol into. Others are changed under their own addresses.',
    ),
    status: about(z.enum(['draft', 'active', 'deleted']), 'Active from the first publication on.'),
    draft,
    currentVersion: about(z.int(), 'The version that enrolling uses; 0 before the first.'),
    publishedAt: about(instant.optional(), 'When that version was published.'),
    createdBy: z.string(),
    createdAt: instant,
    changedBy: about(z.string().optional(), 'Who last wrote or published it.'),
    changedAt: about(instant.optional(), 'When that was.'),
  })
  .meta({ id: 'Sequence' });

/** How deleting a sequence of any kind is confirmed (D11). */
export const deletionQuery = z.object({
  confirm: about(
    z.coerce.number('Give the number of leads under way.').int().min(0).optional(),
    'Leads under way, to show that the warning was read; needed when there are any.',
  ),
});
