import type { MatchMessage } from '#shared/domain/automations/match.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { WakeUp } from '#shared/domain/lanes/wake-up.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import type { PartOfFile } from '#shared/domain/provider-events/part-of-file.ts';
import type { TrackingHit } from '#shared/domain/tracking/tracking-hit.ts';
import type { UserMail } from '#shared/domain/user-mails/user-mail.ts';
import type { WorkflowMessage } from '#shared/domain/workflows/run.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Queue } from '#shared/ports/queue.ts';
import { deduplication } from './deduplication.ts';

export type WakeUpMessage = { group: string; wakeUp: WakeUp; id?: string | undefined };

/** Queues in memory: what was sent and not taken yet, in order; `at`: when it comes out at the earliest. */
export type MemoryQueue = Queue & {
  wakeUps: WakeUpMessage[];
  jobs: { organisation: string; jobId: string }[];
  webhooks: { organisation: string; deliveryId: string }[];
  hits: { hit: TrackingHit; at: Instant }[];
  workflows: { message: WorkflowMessage; at: Instant }[];
  matches: MatchMessage[];
  userMails: { mail: UserMail; at: Instant }[];
  parts: PartOfFile[];
  /** What the queue of lanes takes of what Scheduler sends to it, without an id, in order. */
  take(fired: readonly WakeUpMessage[]): WakeUpMessage[];
};

export function memoryQueue(clock: Clock): MemoryQueue {
  const lanes = deduplication(clock);
  const sent = {
    wakeUps: [] as MemoryQueue['wakeUps'],
    jobs: [] as MemoryQueue['jobs'],
    webhooks: [] as MemoryQueue['webhooks'],
    hits: [] as MemoryQueue['hits'],
    workflows: [] as MemoryQueue['workflows'],
    matches: [] as MemoryQueue['matches'],
    userMails: [] as MemoryQueue['userMails'],
    parts: [] as MemoryQueue['parts'],
  };
  const after = (seconds: number): Instant => plusSeconds(clock.now(), Math.min(seconds, 900));
  return {
    ...sent,
    take: (fired) => fired.filter(({ group, wakeUp }) => lanes.takes({ group, body: wakeUp })),
    async wakeUp(message) {
      if (lanes.takes({ ...message, body: message.wakeUp })) sent.wakeUps.push(message);
    },
    async lookForMatches(message) {
      sent.matches.push(message);
    },
    async runJob(organisation, jobId) {
      sent.jobs.push({ organisation, jobId });
    },
    async deliverWebhook(organisation, deliveryId) {
      sent.webhooks.push({ organisation, deliveryId });
    },
    async decideHit(hit, delaySeconds) {
      sent.hits.push({ hit, at: after(delaySeconds) });
    },
    async runWorkflows(message, delaySeconds = 0) {
      sent.workflows.push({ message, at: after(delaySeconds) });
    },
    async sendUserMail(mail, delaySeconds = 0) {
      sent.userMails.push({ mail, at: after(delaySeconds) });
    },
    async takeInPart(part) {
      sent.parts.push(part);
    },
  };
}
