import type { WorkflowMessage } from '../domain/workflows/run.ts';

/** Sends work to the queue of workflows, at least once and in any order. */
export type WorkflowQueue = {
  /** `delaySeconds`: at most 900. */
  send(message: WorkflowMessage, delaySeconds?: number): Promise<void>;
};
