import type { ApiOperations } from '#shared/contracts/api/operations.ts';
import { automationHandlers } from './handlers/automations.ts';
import { capacityHandlers } from './handlers/capacity.ts';
import { searchHandlers } from './handlers/search.ts';
import { starterHandlers } from './handlers/starters.ts';
import { firstStepsHandlers } from './handlers/first-steps.ts';
import { deliverabilityHandlers } from './handlers/deliverability.ts';
import { enrollmentHandlers } from './handlers/enrollments.ts';
import { filterHandlers } from './handlers/filters.ts';
import { feedbackSequenceHandlers } from './handlers/feedback-sequences.ts';
import { forecastHandlers } from './handlers/forecasts.ts';
import { holdHandlers } from './handlers/holds.ts';
import { jobHandlers } from './handlers/jobs.ts';
import { leadHandlers } from './handlers/leads.ts';
import { peopleHandlers } from './handlers/people.ts';
import { recordTypeHandlers } from './handlers/record-types.ts';
import { recordHandlers } from './handlers/records.ts';
import { replyHandlers } from './handlers/replies.ts';
import { reportHandlers } from './handlers/reports.ts';
import { scoreHandlers } from './handlers/scores.ts';
import { sendingDomainHandlers } from './handlers/sending-domain.ts';
import { sequencePeopleHandlers } from './handlers/sequence-people.ts';
import { sequenceHandlers } from './handlers/sequences.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { responseHandlers } from './handlers/responses.ts';
import { suppressionHandlers } from './handlers/suppressions.ts';
import { surveyHandlers } from './handlers/surveys.ts';
import { taskHandlers } from './handlers/tasks.ts';
import { templateHandlers } from './handlers/templates.ts';
import { webhookHandlers } from './handlers/webhooks.ts';
import { workflowRunHandlers } from './handlers/workflow-runs.ts';
import { workflowHandlers } from './handlers/workflows.ts';
import type { Handlers } from './route.ts';

/** The work of each operation of the contract, but for those that have a function of their own. */
export const handlers: Handlers<ApiOperations> = {
  ...settingsHandlers,
  ...sendingDomainHandlers,
  ...peopleHandlers,
  ...leadHandlers,
  ...recordTypeHandlers,
  ...recordHandlers,
  ...filterHandlers,
  ...scoreHandlers,
  ...suppressionHandlers,
  ...templateHandlers,
  ...sequenceHandlers,
  ...sequencePeopleHandlers,
  ...enrollmentHandlers,
  ...surveyHandlers,
  ...feedbackSequenceHandlers,
  ...responseHandlers,
  ...forecastHandlers,
  ...holdHandlers,
  ...taskHandlers,
  ...workflowHandlers,
  ...workflowRunHandlers,
  ...replyHandlers,
  ...reportHandlers,
  ...webhookHandlers,
  ...automationHandlers,
  ...jobHandlers,
  ...deliverabilityHandlers,
  ...firstStepsHandlers,
  ...starterHandlers,
  ...searchHandlers,
  ...capacityHandlers,
};
