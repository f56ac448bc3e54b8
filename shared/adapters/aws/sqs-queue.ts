import * as z from 'zod/mini';
import { matchMessage } from '../../domain/automations/match.ts';
import { trackingHit } from '../../domain/tracking/tracking-hit.ts';
import { workflowMessage } from '../../domain/workflows/run.ts';
import type { Queue } from '../../ports/queue.ts';
import { sqsLanes } from './sqs-lanes.ts';
import { sqsSender, type UrlOfQueue } from './sqs-sender.ts';

/** The longest that SQS keeps a message back, in seconds; it refuses one that asks for more. */
const LONGEST_DELAY_SECONDS = 900;
const after = (seconds: number) => ({ DelaySeconds: Math.min(seconds, LONGEST_DELAY_SECONDS) });

/** Every queue, in SQS. */
export function sqsQueue(urlOf: UrlOfQueue, calls?: { attempts: number; timeoutMs: number }): Queue {
  const send = sqsSender(urlOf, calls);
  return {
    ...sqsLanes(urlOf, send),
    runJob: (organisation, jobId, delaySeconds = 0) =>
      send('jobs', { organisation, jobId }, after(delaySeconds)),
    deliverWebhook: (organisation, deliveryId) => send('webhooks', { organisation, deliveryId }),
    decideHit: (hit, delaySeconds) => send('visits', z.encode(trackingHit, hit), after(delaySeconds)),
    runWorkflows: (message, delaySeconds = 0) =>
      send('workflows', z.encode(workflowMessage, message), after(delaySeconds)),
    lookForMatches: (message) => send('matches', z.encode(matchMessage, message)),
    sendUserMail: (mail, delaySeconds = 0) => send('user-mails', mail, after(delaySeconds)),
    takeInPart: (partOfFile) => send('provider-events', { partOfFile }),
  };
}
