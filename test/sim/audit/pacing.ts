import type { Settings } from '#shared/domain/settings/settings.ts';
import { EARLY_MS, type Message, type Rule } from './audited.ts';

/** A wake-up that comes late by less than this uses its slot, in milliseconds; Scheduler keeps to the minute only. */
const LATE_MS = 120_000;

/** A5: two automated mails of a sender, one after the other, are apart by the delay. */
export const pacing: Rule = ({ messages, settingsOf, stage }) => {
  const automated = messages.filter(({ channel, byHand }) => channel === 'mail' && !byHand);
  const tolerance = EARLY_MS + (stage.world.faults.happened.size === 0 ? 0 : LATE_MS);
  const bySender = Map.groupBy(automated, ({ user }) => user.id);
  return [...bySender.values()].flatMap((mails) => {
    const inOrder = mails.toSorted((a, b) => a.by.startedAt - b.by.startedAt);
    return inOrder.flatMap((mail, n) => {
      const before = inOrder[n - 1];
      if (before === undefined) return [];
      const gap = mail.by.startedAt - before.by.startedAt;
      const least = leastGap(mail, before, settingsOf);
      if (gap + tolerance >= least) return [];
      const expected = `${least / 1_000} s between the mails ${before.messageId} and ${mail.messageId} of ${mail.user.id}, not ${gap / 1_000}`;
      return [{ rule: 'A5 delay', enrollment: mail.enrollment, at: mail.at, expected }];
    });
  });
};

/** The shortest of the delays that may have held for one of both, in milliseconds. */
function leastGap(mail: Message, before: Message, settingsOf: Parameters<Rule>[0]['settingsOf']): number {
  const possible = settingsOf(mail.user, before.by.startedOrder, mail.order);
  return Math.min(...possible.map(({ mailDelay }) => secondsOf(mailDelay) * 1_000));
}

function secondsOf(delay: Settings['mailDelay']): number {
  switch (delay.kind) {
    case 'none':
      return 0;
    case 'fixed':
      return delay.seconds;
    case 'random':
      return delay.minSeconds;
  }
}
