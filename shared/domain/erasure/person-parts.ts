import * as z from 'zod/mini';
import type { StepId } from '../kernel/ids.ts';
import { activity, type Activity } from '../activity/activity.ts';
import { describeEvent } from '../activity/describe-event.ts';
import { contactLedger, type ContactLedger } from '../contact-intervals/contact-ledger.ts';
import { crmLink, type CrmLink } from '../crm/crm-link.ts';
import { enrollment, type Enrollment } from '../core/enrollment.ts';
import { sentMessage, type SentMessage } from '../core/sent-message.ts';
import { engagement, type Engagement } from '../filters/engagement.ts';
import { reply, type Reply } from '../inbound/reply.ts';
import { lead, type Lead } from '../people/people.ts';
import { suppressedAddress, type SuppressedAddress } from '../people/suppression.ts';
import { storedRecord, type StoredRecord } from '../records/record.ts';
import { response, type Response } from '../surveys/response.ts';
import { readableWords } from '../templates/survey-marks.ts';
import { task, type Task } from '../tasks/task.ts';
import { textOf } from '../time/instants.ts';
import { webhookDelivery, type WebhookDelivery } from '../webhooks/delivery.ts';
import { workflowRun, type WorkflowRun } from '../workflows/run.ts';
import type { Score } from '../scoring/score.ts';
import type { PersonParts } from './person-page.ts';

/** What is held of a person (F9). */
export type Held = {
  lead: Lead;
  /** Its name. */
  account: string | undefined;
  enrollments: readonly Enrollment[];
  activities: readonly Activity[];
  messages: readonly SentMessage[];
  replies: readonly Reply[];
  answers: readonly Response[];
  records: readonly StoredRecord[];
  tasks: readonly Task[];
  workflowRuns: readonly WorkflowRun[];
  webhooks: readonly WebhookDelivery[];
  suppressions: readonly SuppressedAddress[];
  contactIntervals: readonly ContactLedger[];
  score: Score | undefined;
  engagement: Engagement | undefined;
  crmLinks: readonly CrmLink[];
};

/** What is held of a person as it is given out: instants as texts, and of what happened also the words (F9). */
export function personParts(held: Held): PersonParts {
  const names = { step: (step: StepId) => step };
  return {
    lead: z.encode(lead, held.lead),
    account: held.account,
    enrollments: held.enrollments.map((one) => z.encode(enrollment, one)),
    activities: held.activities.map((one) => ({
      words: one.events.map((event) => describeEvent(event, names)),
      ...z.encode(activity, one),
    })),
    messages: held.messages
      .toSorted((a, b) => a.at - b.at)
      .map((one) => ({ ...z.encode(sentMessage, one), ...readableWords(one) })),
    replies: held.replies.map((one) => z.encode(reply, one)),
    answers: held.answers.map((one) => z.encode(response, one)),
    records: held.records.map((one) => z.encode(storedRecord, one)),
    tasks: held.tasks.map((one) => z.encode(task, one)),
    workflowRuns: held.workflowRuns.map((one) => z.encode(workflowRun, one)),
    webhooks: held.webhooks.map((one) => z.encode(webhookDelivery, one)),
    suppressions: held.suppressions.map((one) => z.encode(suppressedAddress, one)),
    contactIntervals: held.contactIntervals.map((one) => z.encode(contactLedger, one)),
    score: held.score && { value: held.score.value, at: textOf(held.score.at) },
    engagement: held.engagement && z.encode(engagement, held.engagement),
    crmLinks: held.crmLinks.map((one) => z.encode(crmLink, one)),
  };
}
