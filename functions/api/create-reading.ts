import { apiOperations, type ApiOperations } from '#shared/contracts/api/operations.ts';
import type { HttpHandler } from '../runtime/http-stack.ts';
import { automationHandlers } from './handlers/reading/automations.ts';
import { capacityHandlers } from './handlers/reading/capacity.ts';
import { deliverabilityHandlers } from './handlers/reading/deliverability.ts';
import { enrollmentHandlers } from './handlers/reading/enrollments.ts';
import { feedbackSequenceHandlers } from './handlers/reading/feedback-sequences.ts';
import { filterHandlers } from './handlers/reading/filters.ts';
import { firstStepsHandlers } from './handlers/reading/first-steps.ts';
import { holdHandlers } from './handlers/reading/holds.ts';
import { jobHandlers } from './handlers/reading/jobs.ts';
import { leadHandlers } from './handlers/reading/leads.ts';
import { messageHandlers } from './handlers/reading/messages.ts';
import { peopleHandlers } from './handlers/reading/people.ts';
import { recordTypeHandlers } from './handlers/reading/record-types.ts';
import { recordHandlers } from './handlers/reading/records.ts';
import { replyHandlers } from './handlers/reading/replies.ts';
import { reportHandlers } from './handlers/reading/reports.ts';
import { responseHandlers } from './handlers/reading/responses.ts';
import { scoreHandlers } from './handlers/reading/scores.ts';
import { searchHandlers } from './handlers/reading/search.ts';
import { sequencePeopleHandlers } from './handlers/reading/sequence-people.ts';
import { sequenceHandlers } from './handlers/reading/sequences.ts';
import { settingsHandlers } from './handlers/reading/settings.ts';
import { starterHandlers } from './handlers/reading/starters.ts';
import { suppressionHandlers } from './handlers/reading/suppressions.ts';
import { surveyHandlers } from './handlers/reading/surveys.ts';
import { taskHandlers } from './handlers/reading/tasks.ts';
import { templateHandlers } from './handlers/reading/templates.ts';
import { webhookHandlers } from './handlers/reading/webhooks.ts';
import { workflowRunHandlers } from './handlers/reading/workflow-runs.ts';
import { workflowHandlers } from './handlers/reading/workflows.ts';
import { mapError } from './map-errors.ts';
import { serveOperations } from './serve-operations.ts';
import type { ReadingHandlers, ReadingPorts } from './reading-ports.ts';

/** The work of the operations that write nothing. */
export const readingHandlers: ReadingHandlers<ApiOperations> = {
  ...automationHandlers,
  ...capacityHandlers,
  ...deliverabilityHandlers,
  ...enrollmentHandlers,
  ...feedbackSequenceHandlers,
  ...filterHandlers,
  ...firstStepsHandlers,
  ...holdHandlers,
  ...jobHandlers,
  ...leadHandlers,
  ...messageHandlers,
  ...peopleHandlers,
  ...recordTypeHandlers,
  ...recordHandlers,
  ...replyHandlers,
  ...reportHandlers,
  ...responseHandlers,
  ...scoreHandlers,
  ...searchHandlers,
  ...sequencePeopleHandlers,
  ...sequenceHandlers,
  ...settingsHandlers,
  ...starterHandlers,
  ...suppressionHandlers,
  ...surveyHandlers,
  ...taskHandlers,
  ...templateHandlers,
  ...webhookHandlers,
  ...workflowRunHandlers,
  ...workflowHandlers,
};

/** The operations that write nothing. */
export function createReading(ports: ReadingPorts): HttpHandler {
  return serveOperations(ports, apiOperations, readingHandlers, mapError);
}
