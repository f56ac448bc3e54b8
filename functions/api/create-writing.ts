import { apiOperations, type ApiOperations } from '#shared/contracts/api/operations.ts';
import type { HttpHandler } from '../runtime/http-stack.ts';
import { automationHandlers } from './handlers/writing/automations.ts';
import { enrollmentHandlers } from './handlers/writing/enrollments.ts';
import { feedbackSequenceHandlers } from './handlers/writing/feedback-sequences.ts';
import { filterHandlers } from './handlers/writing/filters.ts';
import { forecastHandlers } from './handlers/writing/forecasts.ts';
import { holdHandlers } from './handlers/writing/holds.ts';
import { jobHandlers } from './handlers/writing/jobs.ts';
import { leadHandlers } from './handlers/writing/leads.ts';
import { peopleHandlers } from './handlers/writing/people.ts';
import { recordTypeHandlers } from './handlers/writing/record-types.ts';
import { recordHandlers } from './handlers/writing/records.ts';
import { replyHandlers } from './handlers/writing/replies.ts';
import { scoreHandlers } from './handlers/writing/scores.ts';
import { sequenceHandlers } from './handlers/writing/sequences.ts';
import { settingsHandlers } from './handlers/writing/settings.ts';
import { starterHandlers } from './handlers/writing/starters.ts';
import { suppressionHandlers } from './handlers/writing/suppressions.ts';
import { surveyHandlers } from './handlers/writing/surveys.ts';
import { taskHandlers } from './handlers/writing/tasks.ts';
import { templateHandlers } from './handlers/writing/templates.ts';
import { webhookHandlers } from './handlers/writing/webhooks.ts';
import { workflowRunHandlers } from './handlers/writing/workflow-runs.ts';
import { workflowHandlers } from './handlers/writing/workflows.ts';
import { mapError } from './map-errors.ts';
import { serveOperations } from './serve-operations.ts';
import type { WritingHandlers, WritingPorts } from './writing-ports.ts';

/** The work of the operations that write and send nothing. */
export const writingHandlers: WritingHandlers<ApiOperations> = {
  ...automationHandlers,
  ...enrollmentHandlers,
  ...feedbackSequenceHandlers,
  ...filterHandlers,
  ...forecastHandlers,
  ...holdHandlers,
  ...jobHandlers,
  ...leadHandlers,
  ...peopleHandlers,
  ...recordTypeHandlers,
  ...recordHandlers,
  ...replyHandlers,
  ...scoreHandlers,
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

/** The operations that write and send nothing. */
export function createWriting(ports: WritingPorts): HttpHandler {
  return serveOperations(ports, apiOperations, writingHandlers, mapError);
}
