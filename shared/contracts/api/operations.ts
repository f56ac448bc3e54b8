import { automationOperations } from './automations.ts';
import { connectionOperations } from './connections.ts';
import { crmWriteOperations } from './crm-writes.ts';
import { mappingOperations } from './mappings.ts';
import { crmRuleOperations } from './crm-rules.ts';
import { incomingEventOperations } from './incoming-events.ts';
import { capacityOperations } from './capacity.ts';
import { searchOperations } from './search.ts';
import { starterOperations } from './starters.ts';
import { firstStepsOperations } from './first-steps.ts';
import { deliverabilityOperations } from './deliverability.ts';
import { doctorOperations } from './doctor.ts';
import { enrollmentOperations } from './enrollments.ts';
import { filterOperations } from './filters.ts';
import { feedbackSequenceOperations } from './feedback-sequences.ts';
import { forecastOperations } from './forecasts.ts';
import { holdOperations } from './holds.ts';
import { jobOperations } from './jobs.ts';
import { leadOperations } from './leads.ts';
import { messageOperations } from './messages.ts';
import { peopleOperations } from './people.ts';
import { recordTypeOperations } from './record-types.ts';
import { recordOperations } from './records.ts';
import { replyOperations } from './replies.ts';
import { reportOperations } from './reports.ts';
import { scoreOperations } from './scores.ts';
import { sendingDomainOperations } from './sending-domain.ts';
import { sequencePeopleOperations } from './sequence-people.ts';
import { sequenceOperations } from './sequences.ts';
import { settingsOperations } from './settings.ts';
import { responseOperations } from './responses.ts';
import { suppressionOperations } from './suppressions.ts';
import { surveyOperations } from './surveys.ts';
import { taskOperations } from './tasks.ts';
import { workflowOperations } from './workflows.ts';
import { workflowRunOperations } from './workflow-runs.ts';
import { templateOperations } from './templates.ts';
import { webhookOperations } from './webhooks.ts';

/** Every operation that the function `api` serves, by its id. */
export const apiOperations = {
  ...settingsOperations,
  ...sendingDomainOperations,
  ...peopleOperations,
  ...leadOperations,
  ...recordTypeOperations,
  ...recordOperations,
  ...filterOperations,
  ...scoreOperations,
  ...suppressionOperations,
  ...templateOperations,
  ...sequenceOperations,
  ...sequencePeopleOperations,
  ...enrollmentOperations,
  ...surveyOperations,
  ...feedbackSequenceOperations,
  ...responseOperations,
  ...forecastOperations,
  ...holdOperations,
  ...taskOperations,
  ...workflowOperations,
  ...workflowRunOperations,
  ...messageOperations,
  ...replyOperations,
  ...reportOperations,
  ...webhookOperations,
  ...automationOperations,
  ...jobOperations,
  ...deliverabilityOperations,
  ...firstStepsOperations,
  ...starterOperations,
  ...searchOperations,
  ...capacityOperations,
} as const;
export type ApiOperations = typeof apiOperations;

/** Every operation that the function `connections` serves: nothing else of the API speaks with services outside. */
export const connectedOperations = {
  ...connectionOperations,
  ...mappingOperations,
  ...crmWriteOperations,
  ...crmRuleOperations,
  ...incomingEventOperations,
} as const;
export type ConnectedOperations = typeof connectedOperations;

/** Every operation of the API by its id, whichever function serves it. */
export const operations = { ...apiOperations, ...connectedOperations, ...doctorOperations } as const;
export type Operations = typeof operations;
export type OperationId = keyof Operations;
