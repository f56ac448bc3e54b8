import type { LeadId } from '../../domain/kernel/ids.ts';
import { stepKinds } from '../../domain/channels/step-types.ts';
import { connectorOf, type ConnectionKind } from '../../domain/connections/connectors.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { plusSeconds } from '../../domain/time/instants.ts';
import { walk } from '../../ports/walk.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import type { Call } from '../leads/call-activity.ts';
import { completeTask } from '../tasks/close-task.ts';

/**
 * Completes the open call task of a lead whom somebody talked to (B6), of a sequence or of none: that of who had the call,
 * else anybody's; of several the oldest. It must have been on its list before the call was over. Once for each call, which
 * is named by its activity.
 */
export async function completeCallTask(
  ports: WholePorts,
  of: {
    organisation: string;
    leadId: LeadId;
    kind: ConnectionKind;
    activityId: string;
    call: Call;
    now: Instant;
  },
): Promise<void> {
  const { organisation, leadId, kind, activityId, call, now } = of;
  const all = await Array.fromAsync(
    walk((page) => ports.store.tasks.list(organisation, { ...page, group: leadId })),
  );
  const task = all.find((one) => one.status === 'completed' && one.call === activityId) ?? taskFor(call, all);
  if (task === undefined) return;
  const direction = call.direction === 'incoming' ? 'Incoming' : 'Outgoing';
  await completeTask(ports, {
    organisation,
    id: task.id,
    by: call.by,
    now,
    outcome: `${direction} call, answered (${connectorOf(kind).label})`,
    durationSeconds: call.seconds,
    call: activityId,
  });
}

function taskFor({ at, seconds, by }: Call, tasks: readonly Task[]): Task | undefined {
  const over = plusSeconds(at, seconds);
  const open = tasks.filter(
    ({ status, type, openedAt }) => status === 'open' && stepKinds[type].timed && openedAt <= over,
  );
  const rank = (task: Task): number => (task.userId === by ? 0 : 1);
  return open.toSorted((a, b) => rank(a) - rank(b) || a.openedAt - b.openedAt)[0];
}
