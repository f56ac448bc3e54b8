import { blankEnrollment, type Enrollment } from '#shared/domain/core/enrollment.ts';
import type { StepFacts } from '#shared/domain/core/facts.ts';
import type { Sender } from '#shared/domain/core/planning.ts';
import { ReadLane } from '#shared/domain/lanes/lane-book.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import type { Sequence, SequenceVersion, Step } from '#shared/domain/sequences/step.ts';
import { resolveSettings } from '#shared/domain/settings/resolve.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import { laneId, type LaneId } from '#shared/domain/lanes/lane.ts';
import { at, enrollmentNamed } from './at.ts';
import { anne } from './anne.ts';

/** A Monday, 10:00 in Paris. */
export const now = at('2027-03-01T09:00:00.000Z');
const organisation = 'acme';

/** Facts about one enrollment in a sequence of these steps, scheduled for its first one at this moment. */
export function factsOf(
  of: {
    steps?: Partial<Step>[];
    settings?: Partial<Settings>;
    lead?: Partial<Lead>;
    enrollment?: Partial<Enrollment>;
  } = {},
): StepFacts {
  const values = { mailDelay: { kind: 'none' as const }, maxMailsPerDay: 50, ...of.settings };
  const sender: Sender = {
    user: anne,
    settings: resolveSettings({
      organisation: { organisation, scope: 'organisation', revision: 1, values },
      groups: [],
      user: undefined,
    }),
  };
  const steps = (of.steps ?? [{}, {}]).map((step, index): Step => ({
    id: `s${index + 1}`,
    name: '',
    type: 'automated-mail',
    wait: { amount: index, unit: 'days' },
    templateId: 'mail',
    ...step,
  }));
  const version: SequenceVersion = {
    organisation,
    sequenceId: 'spring',
    version: 1,
    steps,
    publishedAt: now,
    publishedBy: 'anne',
  };
  const sequence: Sequence = {
    organisation,
    id: 'spring',
    revision: 1,
    name: 'Spring',
    status: 'active',
    draft: { steps },
    currentVersion: 1,
    createdBy: 'anne',
    createdAt: now,
  };
  const lead: Lead = {
    organisation,
    id: 'l1',
    revision: 1,
    status: 'lead',
    ownerId: 'anne',
    email: 'zoe@example.com',
    phone: '+33612345678',
    fields: {},
    suppression: {},
    createdAt: now,
    ...of.lead,
  };
  const blank = {
    organisation,
    id: enrollmentNamed('l1.spring.1'),
    leadId: 'l1',
    sequenceId: 'spring',
    userId: 'anne',
  };
  const enrollment: Enrollment = {
    ...blankEnrollment({ ...blank, version: 1, pinned: false }, now),
    revision: 1,
    state: { status: 'scheduled', step: 's1', due: now, at: now },
    ...of.enrollment,
  };
  const lanes = new Map<LaneId, ReadLane>();
  return {
    now,
    enrollment,
    sender,
    lead,
    sequence,
    version,
    following: version,
    holds: [],
    addressees: () => ['paul@example.com'],
    lanes: {
      of({ user }, channel) {
        const lane = laneId(user.id, channel);
        const known = lanes.get(lane) ?? new ReadLane({ organisation, lane }, []);
        lanes.set(lane, known);
        return known;
      },
    },
    content: () => ({
      kind: 'ready',
      message: {
        kind: 'mail',
        sender: 'anne',
        recipient: 'zoe@example.com',
        contentHash: 'hash',
        mail: {
          from: { name: 'Anne', address: 'anne@acme.example' },
          replyTo: 'anne@acme.example',
          to: 'zoe@example.com',
          subject: 'Hello',
          html: '',
          text: '',
          headers: {},
          tags: {},
        },
      },
    }),
  };
}
