import type { Cause } from '../domain/workflow/run.ts';

/** What is sent to the queue of workflows. */
export type WorkflowMessage =
  /** Something fired: run what waits for it. */
  | { kind: 'cause'; cause: Cause }
  /** Try a run again that has failed so many times. */
  | { kind: 'again'; organisation: string; runId: string; tries: number };

/** Sends work to the queue of workflows, at least once and in any order. */
export type WorkflowQueue = {
  /** `delaySeconds`: at most 900. */
  send(message: WorkflowMessage, delaySeconds?: number): Promise<void>;
};
