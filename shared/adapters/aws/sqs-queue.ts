import * as z from 'zod/mini';
import { matchMessage } from '../../domain/automations/match.ts';
import { trackingHit } from '../../domain/tracking/tracking-hit.ts';
import { workflowMessage } from '../../domain/workflows/run.ts';
import type { Queue } from '../../ports/queue.ts';
import { sqsLanes } from './sqs-lanes.ts';
import { sqsSender, type UrlOfQueue } from './sqs-sender.ts';

/** Every queue, in SQS. */
export function sqsQueue(urlOf: UrlOfQueue, calls?: { attempts: number; timeoutMs: number }): Queue {
  const send = sqsSender(urlOf, calls);
  return {
    ...sqsLanes(urlOf, send),
    runJob: (organisation, jobId, delaySeconds = 0) =>
      send('jobs', { organisation, jobId }, { DelaySeconds: delaySeconds }),
    deliverWebhook: (organisation, deliveryId) => send('webhooks', { organisation, deliveryId }),
    decideHit: (hit, delaySeconds) =>
      send('visits', z.encode(trackingHit, hit), { DelaySeconds: delaySeconds }),
    runWorkflows: (message, delaySeconds = 0) =>
      send('workflows', z.encode(workflowMessage, message), { DelaySeconds: delaySeconds }),
    lookForMatches: (message) => send('matches', z.encode(matchMessage, message)),
    sendUserMail: (mail, delaySeconds = 0) => send('user-mails', mail, { DelaySeconds: delaySeconds }),
  };
}
