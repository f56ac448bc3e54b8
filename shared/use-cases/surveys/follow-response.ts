import type { Activity, ActivityEvent } from '../../domain/activity/activity.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { FeedbackSettings } from '../../domain/sequences/feedback-settings.ts';
import { feedbackMail, feedbackSubject } from '../../domain/surveys/feedback-mail.ts';
import { satisfactionQuestion } from '../../domain/surveys/question.ts';
import { satisfactionOf, wordsOf, type Alert, type Response } from '../../domain/surveys/response.ts';
import type { SurveyVersion } from '../../domain/surveys/survey.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { createTask } from '../tasks/create-task.ts';
import { findRecipient } from '../user-mails/find-recipient.ts';
import { stopReminders } from './stop-reminders.ts';
import { tellAnswers } from './tell-answers.ts';
import { languageOf } from './read-responses.ts';

/** What following a response reaches outside through. */
export type FollowPorts = WholePorts & {
  /** Base of the addresses of the stage, without a slash at the end. */
  addresses: { publicUrl: string };
};

/** What everything that follows a response is made from. */
type Facts = {
  response: Response;
  lead: Lead;
  version: SurveyVersion;
  settings: FeedbackSettings;
  now: Instant;
};

/**
 * Does what follows the last change of a response: its alerts (C5), positive feedback that is shared (C6), its webhook
 * (C7), its activities, and the end of its reminders (C2). A change may come twice, late, or over newer ones: what is done has
 * a name made from the response, and is done once.
 */
export async function followResponse(ports: FollowPorts, response: Response, now: Instant): Promise<void> {
  const { organisation, leadId, sequenceId, surveyId, surveyVersion } = response;
  if (surveyVersion === 0) return;
  const { store } = ports;
  const [lead, sequence, version] = await Promise.all([
    store.leads.get(organisation, leadId),
    store.sequences.get(organisation, sequenceId),
    store.surveyVersions.get(organisation, `${surveyId}.${surveyVersion}`),
  ]);
  const settings = sequence?.feedback;
  // Its client was erased, or its survey is damaged: there is nobody to tell of.
  if (lead === undefined || version === undefined || settings === undefined) return;
  const facts: Facts = { response, lead, version, settings, now };

  await stopReminders(ports, response, now);
  for (const alert of response.alerts) if (alert.at === response.changedAt) await raise(ports, facts, alert);
  if (response.completedAt === response.changedAt) {
    await record(ports, response, 'completed', response.changedAt, completedEvent(facts));
    await share(ports, facts);
  }
  await tellAnswers(ports, { response, lead, version });
}

function completedEvent({ response, version }: Facts): ActivityEvent {
  const { surveyId: survey } = response;
  const score = satisfactionOf(response, version.questions);
  const scale = satisfactionQuestion(version.questions)?.scale;
  return { type: 'survey-completed', survey, ...(score !== undefined && { score, scale }) };
}

/** Tells the user in charge, by mail and where wanted by a task, and notes it among the activities (C5). */
async function raise(ports: FollowPorts, facts: Facts, { kind, at, question }: Alert): Promise<void> {
  const { response, lead, settings, now } = facts;
  const { organisation, id, surveyId: survey } = response;
  const inCharge = settings.alerts[kind];
  const to = inCharge === undefined ? undefined : await findRecipient(ports, organisation, inCharge, now);
  const user = to?.user.id;
  await record(ports, response, kind, at, {
    type: 'survey-alert',
    survey,
    alert: kind,
    question,
    ...(user !== undefined && { user }),
  });
  if (to === undefined || user === undefined) return;
  await mailTo(ports, facts, { to, key: `${id}.${kind}`, alert: kind });
  if (!settings.alertTasks) return;
  const name = feedbackSubject({ alert: kind, lead, language: to.language });
  // In the name of the user, whose task it is; repeated it is the same one.
  const caller = { organisation, userId: user, role: 'admin' as const };
  const values = { type: 'custom' as const, leadId: lead.id, userId: user, name };
  await createTask(ports, { caller, values, key: `alert ${id} ${kind}`, now });
}

/** Shares positive feedback with the employees concerned, else with the lead's owner (C6). */
async function share(ports: FollowPorts, facts: Facts): Promise<void> {
  const { response, version, settings, now } = facts;
  const { organisation, id, employees, ownerId, surveyId: survey, changedAt } = response;
  const score = satisfactionOf(response, version.questions);
  const isPositive = score !== undefined && score >= settings.positiveFrom && wordsOf(response).length > 0;
  if (!settings.sharePositive || !isPositive) return;
  const concerned = employees.length > 0 ? employees : [ownerId];
  const told: string[] = [];
  for (const employee of concerned) {
    const to = await findRecipient(ports, organisation, employee, now);
    if (to === undefined || told.includes(to.user.id)) continue;
    told.push(to.user.id);
    await mailTo(ports, facts, { to, key: `${id}.shared.${to.user.id}`, alert: undefined });
  }
  if (told.length > 0)
    await record(ports, response, 'shared', changedAt, { type: 'feedback-shared', survey, users: told });
}

async function mailTo(
  ports: FollowPorts,
  { response, lead, version }: Facts,
  of: {
    to: NonNullable<Awaited<ReturnType<typeof findRecipient>>>;
    key: string;
    alert: Alert['kind'] | undefined;
  },
): Promise<void> {
  const { organisation } = response;
  const { to, key, alert } = of;
  const { language } = to;
  const ofOrganisation = await languageOf(ports, organisation);
  const leadUrl = `${ports.addresses.publicUrl}/console/leads/${lead.id}`;
  const mail = feedbackMail({ alert, lead, response, version, language, ofOrganisation, leadUrl });
  await ports.queue.sendUserMail({ organisation, key, userId: to.user.id, to: to.user.email, ...mail });
}

/** Notes something among the activities of the lead, once by its name. */
async function record(
  { store }: FollowPorts,
  response: Response,
  name: string,
  at: Instant,
  event: ActivityEvent,
): Promise<void> {
  const { organisation, leadId, id, sequenceId, userId } = response;
  const activity: Activity = {
    organisation,
    leadId,
    id: `${id}#survey-${name}`,
    at,
    enrollmentId: id,
    sequenceId,
    userId,
    events: [event],
  };
  await store.activities.add([activity]);
}
