import type { MatchMessage } from '../domain/automations/match.ts';
import type { WakeUp } from '../domain/lanes/wake-up.ts';
import type { PartOfFile } from '../domain/provider-events/part-of-file.ts';
import type { TrackingHit } from '../domain/tracking/tracking-hit.ts';
import type { UserMail } from '../domain/user-mails/user-mail.ts';
import type { WorkflowMessage } from '../domain/workflows/run.ts';

/**
 * Sends messages, one kind to each queue. Every message comes out at least once, perhaps twice; but for those of one
 * group of the queue of lanes, in any order. A message is kept back for 900 seconds at most, however many it says: what has
 * to wait for longer looks at its time when it comes, and sends itself again.
 */
export type Queue = {
  /** To the queue of lanes, at once. `id` tells repeats apart from new wake-ups within five minutes. */
  wakeUp(message: { group: string; wakeUp: WakeUp; id: string }): Promise<void>;
  /** To the queue of jobs: run the next slice, after so many seconds at the earliest. */
  runJob(organisation: string, jobId: string, delaySeconds?: number): Promise<void>;
  /** To the queue of webhooks: it may be time to try this delivery (A14). */
  deliverWebhook(organisation: string, deliveryId: string): Promise<void>;
  /** To the queue of tracking hits: decide whose it was, after so many seconds at the earliest (F8). */
  decideHit(hit: TrackingHit, delaySeconds: number): Promise<void>;
  /** To the queue of workflows: do what they say (B), after so many seconds at the earliest. */
  runWorkflows(message: WorkflowMessage, delaySeconds?: number): Promise<void>;
  /** To the queue of matches: see whether automations match a lead or record (E1). */
  lookForMatches(message: MatchMessage): Promise<void>;
  /** To the queue of mails to users, to be sent after so many seconds at the earliest. */
  sendUserMail(mail: UserMail, delaySeconds?: number): Promise<void>;
  /** To the queue of provider events: take in what is left of a file of them. */
  takeInPart(part: PartOfFile): Promise<void>;
};
