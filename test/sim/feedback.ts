import type { Must } from './automation.ts';
import type { Person } from './scenario.ts';

/** How far apart the invitations of a feedback sequence are, in days of 24 hours (C3, C4). */
type Apart = { betweenSequencesDays: number; betweenSendsDays: number };

/** The feedback sequences of each world, both of one survey: short intervals, so that worlds come to their end. */
export const feedbackSequences: Readonly<Record<string, Apart>> = {
  f1: { betweenSequencesDays: 3, betweenSendsDays: 6 },
  f2: { betweenSequencesDays: 4, betweenSendsDays: 5 },
};
/** Reminders of each, and days from one to the next (C2). */
export const REMINDERS = 2;
export const REMINDER_DAYS = 1;
/** The steps that invite and remind. */
export const INVITATION = 'invite';
export const feedbackSteps = [INVITATION, 'r1', 'r2'];
/** A score from which on down an answer is a warning, and one below which a client is unhappy (C5). */
export const WARNING_SCORE = 3;
export const UNHAPPY_BELOW = 7;
/** The sequence whose alerts are tasks too. */
const WITH_TASKS = 'f1';

/** Whether a sequence of a message asks for feedback. */
export const isFeedback = (sequence: string): boolean => sequence in feedbackSequences;

/** Makes the survey, and the two feedback sequences that ask it, with users who are told of alerts. */
export async function makeFeedback(must: Must, users: readonly Person[]): Promise<void> {
  const en = (text: string) => ({ en: text });
  await must('PUT', '/v1/surveys/happy', {
    name: 'Happy',
    draft: {
      title: en('How was it?'),
      questions: [
        {
          id: 'score',
          type: 'rating',
          scale: '0-10',
          satisfaction: true,
          compulsory: true,
          text: en('Would you recommend us?'),
          signal: { kind: 'warning', when: { is: 'at-most', value: WARNING_SCORE } },
        },
        {
          id: 'call',
          type: 'yes-no',
          compulsory: false,
          text: en('Shall we call you?'),
          signal: { kind: 'service-request', when: { is: 'yes' } },
        },
        { id: 'words', type: 'text', compulsory: false, text: en('Anything to say?') },
      ],
    },
  });
  await must('POST', '/v1/surveys/happy/publish', undefined, { 'if-match': '*' });
  for (const [id, apart] of Object.entries(feedbackSequences)) {
    for (const name of [INVITATION, 'remind'])
      await must('PUT', `/v1/templates/${name}-${id}`, {
        kind: 'mail',
        name: `${name} ${id}`,
        subject: `{{ lead.firstName }} ${id} ${name}`,
        html: `<p>{{ lead.firstName }} ${id} ${name} {{ survey.link }}</p>`,
      });
    const [first, second = first] = users;
    await must('PUT', `/v1/feedback-sequences/${id}`, {
      name: id,
      settings: {
        survey: 'happy',
        channel: 'mail',
        invitation: `${INVITATION}-${id}`,
        reminder: `remind-${id}`,
        reminders: REMINDERS,
        reminderDays: REMINDER_DAYS,
        ...apart,
        unhappyBelow: UNHAPPY_BELOW,
        positiveFrom: 9,
        alerts: { warning: first?.id, 'unhappy-client': second?.id, 'service-request': first?.id },
        alertTasks: id === WITH_TASKS,
        unsubscribeLink: { language: 'en' },
      },
    });
  }
}
