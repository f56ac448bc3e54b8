import type { EnrollmentEvent } from './events.ts';

/** What is written when a message is known to have gone out; sent by a person, its task is completed with it (D2). */
export function sentEvents(
  sent: Extract<EnrollmentEvent, { type: 'sent' }>,
  by: string | undefined,
): EnrollmentEvent[] {
  if (by === undefined) return [sent];
  return [
    { ...sent, by },
    { type: 'task-completed', step: sent.step, by },
  ];
}
