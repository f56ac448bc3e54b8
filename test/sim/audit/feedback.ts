import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { EnrollmentEvent } from '#shared/domain/core/events.ts';
import { feedbackSequences, INVITATION, isFeedback, REMINDER_DAYS, REMINDERS } from '../feedback.ts';
import { EARLY_MS, type Audited, type Message, type Rule, type Violation } from './audited.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** C3, C4: two invitations to one address are apart by the interval, as the sequence of the later one says. */
export const intervals: Rule = ({ messages }) => {
  const invitations = messages.filter(({ sequence, step }) => isFeedback(sequence) && step === INVITATION);
  const byAddress = Map.groupBy(invitations, ({ to }) => to.toLowerCase());
  return [...byAddress.values()].flatMap((all) =>
    all.flatMap((later, n) =>
      all.slice(0, n).flatMap((before): Violation[] => {
        // Sent again by a person, it is the same invitation still.
        if (before.enrollment === later.enrollment) return [];
        const days = daysBetween(before, later);
        // It was claimed at some time of its invocation.
        if (later.at - before.by.startedAt >= days * DAY_MS) return [];
        const [rule, what] = before.sequence === later.sequence ? ['C4', 'same'] : ['C3', 'other'];
        const expected = `${days} days between ${before.messageId} and ${later.messageId} to ${later.to}, of the ${what} feedback sequence, not ${hours(later.at - before.at)}`;
        return [{ rule: `${rule} interval`, enrollment: later.enrollment, at: later.at, expected }];
      }),
    ),
  );
};

function daysBetween(before: Message, later: Message): number {
  const apart = feedbackSequences[later.sequence];
  return (before.sequence === later.sequence ? apart?.betweenSendsDays : apart?.betweenSequencesDays) ?? 0;
}

const hours = (ms: number): string => `${(ms / HOUR_MS).toFixed(1)} hours`;

/** C2: so many reminders at most, each so many days after what went before it. */
export const reminders: Rule = ({ messages }) => {
  const asked = messages.filter(({ sequence }) => isFeedback(sequence));
  return [...Map.groupBy(asked, ({ enrollment }) => enrollment)].flatMap(([enrollment, all]) => {
    const wrong = (at: number, expected: string): Violation => ({
      rule: 'C2 reminders',
      enrollment,
      at,
      expected,
    });
    const steps = new Set(all.map(({ step }) => step));
    steps.delete(INVITATION);
    const last = all.at(-1);
    const tooMany =
      last !== undefined && steps.size > REMINDERS
        ? [wrong(last.at, `${REMINDERS} reminders at most, not ${[...steps].join(', ')}`)]
        : [];
    const tooSoon = all.flatMap((mail, n) => {
      const before = all[n - 1];
      // Of one step there may be several, where a person had it sent again; and clocks may change in between.
      if (before === undefined || before.step === mail.step || mail.step === INVITATION) return [];
      const isInTime = mail.at - before.by.startedAt + EARLY_MS >= REMINDER_DAYS * DAY_MS - HOUR_MS;
      return isInTime
        ? []
        : [
            wrong(
              mail.at,
              `${mail.messageId} a day after ${before.messageId}, not ${hours(mail.at - before.at)}`,
            ),
          ];
    });
    return [...tooMany, ...tooSoon];
  });
};

/** F4: who was to be invited is invited in the end, or its record says why not. */
export async function invited({ stage, messages }: Audited): Promise<Violation[]> {
  const { store, agenda } = stage.world;
  const reached = new Set(
    messages.filter(({ step }) => step === INVITATION).map(({ enrollment }) => enrollment),
  );
  const violations: Violation[] = [];
  for await (const enrollment of store.enrollments.scan()) {
    const { id, sequenceId } = enrollment;
    if (!isFeedback(sequenceId) || reached.has(id) || (await isExplained(stage, enrollment))) continue;
    const expected = `an invitation, or a reason why there is none; it is ${JSON.stringify(enrollment.state)}`;
    violations.push({ rule: 'F4 invited', enrollment: id, at: agenda.now, expected });
  }
  return violations;
}

async function isExplained(
  { world }: Audited['stage'],
  { organisation, leadId, id, state }: Enrollment,
): Promise<boolean> {
  // That it is paused or stopped is told with whoever did it.
  if (state.status === 'paused' || state.status === 'stopped') return true;
  const { items } = await world.store.activities.ofLead(organisation, leadId, { limit: 10_000 });
  const events = items.flatMap((one) => (one.enrollmentId === id ? (one.events as EnrollmentEvent[]) : []));
  return events.some(
    (event) => (event.type === 'skipped' || event.type === 'failed') && event.step === INVITATION,
  );
}
