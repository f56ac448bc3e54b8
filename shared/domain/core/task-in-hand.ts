import type { Enrollment } from './enrollment.ts';
import { taskId } from '../tasks/task.ts';

/** The task that an enrollment waits for, or from which a person sends; also while it is paused. */
export function taskInHand({ id, state, claim }: Enrollment): string | undefined {
  const waited = state.status === 'waiting' || state.status === 'paused' ? state.taskId : undefined;
  return waited ?? (claim?.by === undefined ? undefined : taskId(id, claim.step));
}
