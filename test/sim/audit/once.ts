import type { Rule, Violation } from './audited.ts';

/** F3: at most one message for each claim, and one a step unless a person had it sent again. */
export const once: Rule = ({ messages, stage }) => {
  const violations: Violation[] = [];
  const byStep = Map.groupBy(messages, ({ enrollment, step }) => `${enrollment} ${step}`);
  for (const [step, all] of byStep) {
    const [, second] = all;
    if (second !== undefined)
      violations.push({
        rule: 'F3 once',
        enrollment: second.enrollment,
        at: second.at,
        expected: `one message of step ${step}, and there are ${all.map(({ messageId }) => messageId).join(', ')}`,
      });
  }
  for (const message of messages) {
    if (message.claim !== undefined) continue;
    violations.push({
      rule: 'F3 claimed',
      enrollment: message.enrollment,
      at: message.at,
      expected: `${message.messageId} to be claimed before it went out`,
    });
  }
  return [...violations, ...twiceUnderOneClaim(messages, stage.history.resent)];
};

function twiceUnderOneClaim(
  messages: Parameters<Rule>[0]['messages'],
  resent: ReadonlySet<string>,
): Violation[] {
  const attempts = new Set<string>();
  return messages.flatMap(({ claim, enrollment, step, at, messageId }) => {
    if (claim === undefined || resent.has(`${enrollment} ${step}`)) return [];
    const key = `${enrollment} ${step} ${claim.attempt}`;
    if (!attempts.has(key)) {
      attempts.add(key);
      return [];
    }
    return [
      {
        rule: 'F3 claim',
        enrollment,
        at,
        expected: `one message for the claim ${key}, not ${messageId} too`,
      },
    ];
  });
}
