import { plusMinutes } from '../../domain/time/instants.ts';
import type { SentMessage } from '../../domain/provider-events/message-tags.ts';
import { isOver, type Enrollment } from '../../domain/core/enrollment.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { changeEnrollment, type ChangeResult } from './change-enrollment.ts';
import type { WholePorts } from './engine-ports.ts';
import { ownVersion, presentChannel } from './own-version.ts';

/** How long an automatic reply without a stated return date holds a sequence, in minutes: three days (D5, pinned). */
const HOLD_MINUTES = 3 * 24 * 60;

/**
 * A lead answered a mail: its sequence stops, unless the version that it is on goes on after replies (D5). An answer
 * after the end is noted; a second one is no second reply.
 */
export function takeInReply(
  ports: WholePorts,
  { message, at, now }: { message: SentMessage; at: Instant; now: Instant },
): Promise<ChangeResult> {
  return changeEnrollment(
    ports,
    message.organisation,
    message.enrollment,
    async (enrollment) => {
      const { state, repliedAt } = enrollment;
      const noted = repliedAt === undefined ? [{ type: 'replied' as const, step: message.step }] : [];
      if (isOver(state)) return { events: noted };
      const version = await ownVersion(ports, enrollment);
      if (version?.stopOnReply === false) {
        return { events: noted, channel: presentChannel(enrollment, version) };
      }
      return { events: [...noted, { type: 'stopped', because: { kind: 'lead', fact: 'replied', at } }] };
    },
    now,
  );
}

/**
 * An automatic reply holds the sequence until the return date it states, else for three days from when it was sent
 * (D5, pinned). It does not shorten a pause, nor hold a task that a person has in hand: that stays open, and the answer
 * is recorded beside it.
 */
export async function takeInAutoReply(
  ports: WholePorts,
  {
    message,
    at,
    until,
    now,
  }: { message: SentMessage; at: Instant; until?: Instant | undefined; now: Instant },
): Promise<ChangeResult> {
  const end = until ?? plusMinutes(at, HOLD_MINUTES);
  const result = await changeEnrollment(
    ports,
    message.organisation,
    message.enrollment,
    ({ state }) => {
      if (isOver(state) || end <= now || state.status === 'waiting') return { events: [] };
      if (state.status === 'paused' && (state.until === undefined || state.until >= end))
        return { events: [] };
      return {
        events: [
          { type: 'auto-replied', step: message.step, until: end },
          { type: 'paused', until: end, because: { kind: 'lead', fact: 'auto-replied', at } },
        ],
      };
    },
    now,
  );
  if (result.kind === 'unchanged' && result.enrollment.state.status === 'waiting') {
    await recordBeside(ports, result.enrollment, { message, at, until: end });
  }
  return result;
}

/** Records an automatic reply that holds nothing; the same one again is one activity. */
async function recordBeside(
  ports: Pick<WholePorts, 'store'>,
  { organisation, leadId, id: enrollmentId, sequenceId, version, userId }: Enrollment,
  { message, at, until }: { message: SentMessage; at: Instant; until: Instant },
): Promise<void> {
  const of = { organisation, leadId, enrollmentId, sequenceId, version, userId };
  const event = { type: 'auto-replied' as const, step: message.step, until, held: false as const };
  await ports.store.activities.add([
    { ...of, id: `${enrollmentId}#auto-replied-${message.step}`, at, events: [event] },
  ]);
}
