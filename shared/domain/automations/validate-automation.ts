import type { UserId } from '../kernel/ids.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Automation } from './automation.ts';

/** Most automations of an organisation. */
export const mostAutomations = 200;
/** Most steps of one. */
export const mostAutomationSteps = 20;
/** Longest delay before a step, in days: two years. */
export const longestDelayDays = 730;

/** What an automation names, as it was looked up. */
export type NamedByAutomation = {
  /** Whether there is such a filter that the caller sees. */
  filter: boolean;
  users: ReadonlyMap<string, { active: boolean }>;
};

/** What is wrong with an automation beside what its sequence says of its steps, each with its path. */
export function validateAutomation(
  { filterId, steps, repeats }: Pick<Automation, 'filterId' | 'steps' | 'repeats'>,
  named: NamedByAutomation,
): Problem[] {
  const problems: Problem[] = [];
  if (!named.filter)
    problems.push({ path: ['filterId'], message: `There is no filter “${filterId}”: save it first.` });
  if (repeats.kind === 'again' && repeats.minDays < 1)
    problems.push({ path: ['repeats', 'minDays'], message: 'Leave a day between two matches at least.' });
  for (const [index, { action, to, userId, quietHours }] of steps.entries()) {
    const at = (...path: string[]) => ['steps', String(index), ...path];
    if (to !== undefined && action !== 'mail-to-user')
      problems.push({ path: at('to'), message: 'Only a mail to a user takes a recipient: remove it.' });
    if (quietHours !== undefined && action !== 'sms-to-client')
      problems.push({ path: at('quietHours'), message: 'Only a text has quiet hours: remove them.' });
    if (to?.kind === 'user') problems.push(...userProblems(at('to', 'userId'), to.userId, named));
    if (userId !== undefined) problems.push(...userProblems(at('userId'), userId, named));
  }
  return problems;
}

function userProblems(path: string[], userId: UserId, { users }: NamedByAutomation): Problem[] {
  const user = users.get(userId);
  if (user === undefined) return [{ path, message: `There is no user “${userId}”.` }];
  return user.active ? [] : [{ path, message: `The user “${userId}” is switched off: choose another.` }];
}

const named: Readonly<Record<string, string[]>> = {
  wait: ['delayDays'],
  at: ['from'],
  weekdays: ['on'],
  type: ['action'],
};

/** Problems of the steps of its sequence, at the fields of the automation that make them. */
export function asOfAutomation(problems: readonly Problem[]): Problem[] {
  return problems.map(({ path, message }) => {
    const [steps = '', index = '', field = ''] = path;
    const own = steps === 'steps' ? named[field] : undefined;
    return own === undefined ? { path, message } : { path: [steps, index, ...own], message };
  });
}
