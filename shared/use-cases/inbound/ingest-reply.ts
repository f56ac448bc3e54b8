import { plusMinutes } from '../../domain/time/instants.ts';
import type { SentMessage } from '../../domain/provider-events/message-tags.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { executeOne, type Outcome } from '../core/execute.ts';
import type { WholePorts } from '../core/engine-ports.ts';

/** How long an automatic reply without a stated return date holds a sequence, in minutes: three days (D5). */
const HOLD_MINUTES = 3 * 24 * 60;

/** A lead answered a mail of a sequence (D5); see the command `reply`. `reply`: the id of what was answered. */
export function ingestReply(
  ports: WholePorts,
  {
    message,
    at,
    reply,
    now,
  }: { message: SentMessage; at: Instant; reply?: string | undefined; now: Instant },
): Promise<Outcome> {
  const { organisation, enrollment, step } = message;
  return executeOne(ports, { organisation, enrollment, command: { kind: 'reply', step, at, reply } }, now);
}

/**
 * An automatic reply holds the sequence until the return date it states, else for three days from when it was sent
 * (D5). It does not shorten a pause, nor hold a task that a person has in hand: that stays open, and the answer is
 * recorded beside it.
 */
export async function ingestAutoReply(
  ports: WholePorts,
  of: {
    message: SentMessage;
    at: Instant;
    until?: Instant | undefined;
    reply?: string | undefined;
    now: Instant;
  },
): Promise<Outcome> {
  const { message, at, until = plusMinutes(at, HOLD_MINUTES), reply, now } = of;
  const { organisation, enrollment, step } = message;
  const command = { kind: 'automatic-reply' as const, step, at, until, reply };
  const result = await executeOne(ports, { organisation, enrollment, command }, now);
  if (result.kind === 'unchanged' && result.enrollment.state.status === 'waiting')
    await recordBeside(ports, result.enrollment, { message, at, until, reply });
  return result;
}

/** Records an automatic reply that holds nothing; the same one again is one activity. */
async function recordBeside(
  ports: Pick<WholePorts, 'store'>,
  { organisation, leadId, id: enrollmentId, sequenceId, version, userId }: Enrollment,
  {
    message,
    at,
    until,
    reply,
  }: { message: SentMessage; at: Instant; until: Instant; reply: string | undefined },
): Promise<void> {
  const of = { organisation, leadId, enrollmentId, sequenceId, version, userId };
  const event = {
    type: 'auto-replied' as const,
    step: message.step,
    until,
    held: false as const,
    ...(reply !== undefined && { reply }),
  };
  await ports.store.activities.add([
    { ...of, id: `${enrollmentId}#auto-replied-${message.step}`, at, events: [event] },
  ]);
}
