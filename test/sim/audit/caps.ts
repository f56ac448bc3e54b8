import { EARLY_MS, type Message, type Rule, type Violation } from './audited.ts';
import { local } from './clock.ts';

/** A3, A4: no more of a channel on a sender's calendar day than the most of it. */
export const caps: Rule = ({ messages, settingsOf }) => {
  const violations: Violation[] = [];
  const days = new Map<string, { count: number; isCounted: boolean }>();
  for (const message of messages) {
    const { user, channel, by } = message;
    const { date } = local(user.zone, by.startedAt);
    // Woken a moment before midnight, it may be of either day.
    if (date !== local(user.zone, by.startedAt + EARLY_MS).date) continue;
    const key = `${user.id} ${channel} ${date}`;
    const day = days.get(key) ?? { count: 0, isCounted: true };
    days.set(key, day);
    day.count += 1;
    const possible = settingsOf(user, by.startedOrder, message.order);
    const most = possible.map((settings) =>
      channel === 'mail' ? settings.maxMailsPerDay : settings.maxSmsPerDay,
    );
    // A sender with neither a cap nor a delay has no count, and one that is set later that day does not know of it.
    day.isCounted &&= !possible.some((settings) => isUnlimited(channel, settings));
    if (!day.isCounted || most.includes(null)) continue;
    const cap = Math.max(...most.map((one) => one ?? Infinity));
    if (day.count <= cap) continue;
    violations.push({
      rule: channel === 'mail' ? 'A3 cap' : 'A4 cap',
      enrollment: message.enrollment,
      at: message.at,
      expected: `at most ${cap} on ${date} of ${user.id}, and ${message.messageId} is number ${day.count}`,
    });
  }
  return violations;
};

function isUnlimited(
  channel: Message['channel'],
  {
    maxMailsPerDay,
    maxSmsPerDay,
    mailDelay,
  }: { maxMailsPerDay: number | null; maxSmsPerDay: number | null; mailDelay: { kind: string } },
): boolean {
  return channel === 'sms' ? maxSmsPerDay === null : maxMailsPerDay === null && mailDelay.kind === 'none';
}
