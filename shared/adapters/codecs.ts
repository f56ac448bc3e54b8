import { jobCodec } from '../contracts/stored/job.ts';
import { keptAnswerCodec, markerCodec, requestCodec } from '../contracts/stored/idempotency.ts';
import { scoreCodec } from '../contracts/stored/score.ts';
import { sendingDomainCodec } from '../contracts/stored/sending-domain.ts';
import { suppressionCodec } from '../contracts/stored/suppression.ts';
import { hitCodec } from '../contracts/stored/tracking-hit.ts';
import { webhookDeliveryCodec, webhookRotationCodec } from '../contracts/stored/webhook.ts';
import { workflowCodec, workflowRunCodec } from '../contracts/stored/workflow.ts';
import type { tables } from '../tables/tables.ts';
import type { CodecsOf } from './collection.ts';
import { engineCodecs } from './engine-codecs.ts';

/** How every table of documents holds its items. */
export const codecs: CodecsOf<typeof tables> = {
  ...engineCodecs,
  scores: scoreCodec,
  jobs: jobCodec,
  webhookDeliveries: webhookDeliveryCodec,
  webhookRotations: webhookRotationCodec,
  idempotencyKeys: keptAnswerCodec,
  markers: markerCodec,
  requests: requestCodec,
  sendingDomains: sendingDomainCodec,
  visits: hitCodec,
  suppressions: suppressionCodec,
  workflows: workflowCodec,
  workflowRuns: workflowRunCodec,
};
