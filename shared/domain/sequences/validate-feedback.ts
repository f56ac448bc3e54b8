import type { UserId } from '../kernel/ids.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Template } from '../templates/template.ts';
import { variablesOf } from '../templates/validate-template.ts';
import { bounds, type FeedbackSettings } from './feedback-settings.ts';

/** What the settings of a feedback sequence name, looked up. */
export type FeedbackKnown = {
  /** The scale of the survey's satisfaction question; undefined: there is no such survey, or it is not published. */
  scale: { from: number; to: number } | undefined;
  template: (id: string) => Template | undefined;
  /** Whether there is an active user of this id. */
  isActive: (userId: UserId) => boolean;
};

/** What is wrong with the settings of a feedback sequence, each with what to mend (C1–C6); its webhook apart. */
export function validateFeedback(settings: FeedbackSettings, known: FeedbackKnown): Problem[] {
  const { survey, invitation, reminder, alerts, reminders, reminderDays } = settings;
  const { betweenSequencesDays, betweenSendsDays, unhappyBelow, positiveFrom } = settings;
  const problems: Problem[] = [
    ...wholeNumber('reminders', reminders, 0, bounds.reminders),
    ...wholeNumber('reminderDays', reminderDays, 1, bounds.reminderDays),
    ...wholeNumber('betweenSequencesDays', betweenSequencesDays, 0, bounds.intervalDays),
    ...wholeNumber('betweenSendsDays', betweenSendsDays, 0, bounds.intervalDays),
  ];
  const { scale } = known;
  if (scale === undefined) {
    problems.push({
      path: ['survey'],
      message: `There is no published survey “${survey}”: publish it first.`,
    });
  } else {
    const { from, to } = scale;
    if (unhappyBelow !== undefined) problems.push(...wholeNumber('unhappyBelow', unhappyBelow, from, to));
    problems.push(...wholeNumber('positiveFrom', positiveFrom, from, to));
  }
  const asking = reminder === undefined ? { invitation } : { invitation, reminder };
  for (const [setting, id] of Object.entries(asking)) {
    const template = known.template(id);
    const names = template === undefined ? [] : variablesOf(template);
    if (template !== undefined && !names.includes('survey.link') && !names.includes('survey.ratings')) {
      const message = `The template “${template.name}” has no link to the survey: write {{ survey.link }} or {{ survey.ratings }} in it.`;
      problems.push({ path: [setting], message });
    }
  }
  for (const [kind, userId] of Object.entries(alerts)) {
    if (userId !== undefined && !known.isActive(userId))
      problems.push({
        path: ['alerts', kind],
        message: `There is no active user “${userId}”: choose another.`,
      });
  }
  return problems;
}

function wholeNumber(setting: string, value: number, from: number, to: number): Problem[] {
  if (Number.isInteger(value) && value >= from && value <= to) return [];
  return [{ path: [setting], message: `Give a whole number from ${from} to ${to}.` }];
}
