import * as z from 'zod/mini';
import { runWorkflowMessage } from '../../contracts/messages/run-workflow.ts';
import { hitMessage } from '../../contracts/messages/tracking-hit.ts';
import type { Queue } from '../../ports/queue.ts';
import { sqsLanes } from './sqs-lanes.ts';
import { sqsSender, type UrlOfQueue } from './sqs-sender.ts';

/** Every queue, in SQS. */
export function sqsQueue(urlOf: UrlOfQueue, calls?: { attempts: number; timeoutMs: number }): Queue {
  const send = sqsSender(urlOf, calls);
  return {
    ...sqsLanes(urlOf, send),
    runJob: (organisation, jobId) => send('jobs', { organisation, jobId }),
    deliverWebhook: (organisation, deliveryId) => send('webhooks', { organisation, deliveryId }),
    decideHit: (hit, delaySeconds) =>
      send('visits', z.encode(hitMessage, hit), { DelaySeconds: delaySeconds }),
    runWorkflows: (message, delaySeconds = 0) =>
      send('workflows', z.encode(runWorkflowMessage, message), { DelaySeconds: delaySeconds }),
  };
}
