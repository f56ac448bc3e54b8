import { enrollmentOperations } from './enrollments.ts';
import { feedbackSequenceOperations } from './feedback-sequences.ts';
import { forecastOperations } from './forecasts.ts';
import { holdOperations } from './holds.ts';
import { jobOperations } from './jobs.ts';
import { leadOperations } from './leads.ts';
import { peopleOperations } from './people.ts';
import { replyOperations } from './replies.ts';
import { reportOperations } from './reports.ts';
import { scoreOperations } from './scores.ts';
import { sendingDomainOperations } from './sending-domain.ts';
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

/** Every operation of the API by its id. */
export const operations = {
  ...settingsOperations,
  ...sendingDomainOperations,
  ...peopleOperations,
  ...leadOperations,
  ...scoreOperations,
  ...suppressionOperations,
  ...templateOperations,
  ...sequenceOperations,
  ...enrollmentOperations,
  ...surveyOperations,
  ...feedbackSequenceOperations,
  ...responseOperations,
  ...forecastOperations,
  ...holdOperations,
  ...taskOperations,
  ...workflowOperations,
  ...workflowRunOperations,
  ...replyOperations,
  ...reportOperations,
  ...webhookOperations,
  ...jobOperations,
} as const;
export type Operations = typeof operations;
export type OperationId = keyof Operations;
