import { plusSeconds } from '#shared/domain/time/instants.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { WorkflowMessage } from '#shared/domain/workflows/run.ts';
import type { WorkflowQueue } from '#shared/ports/workflow-queue.ts';

/** The queue of workflows in memory: what was sent and not taken yet, each with when it shows. */
export type MemoryWorkflowQueue = WorkflowQueue & { messages: { message: WorkflowMessage; at: Instant }[] };

export function memoryWorkflowQueue(clock: Clock): MemoryWorkflowQueue {
  const messages: { message: WorkflowMessage; at: Instant }[] = [];
  return {
    messages,
    async send(message, delaySeconds = 0) {
      messages.push({ message, at: plusSeconds(clock.now(), delaySeconds) });
    },
  };
}
