import assert from 'node:assert/strict';
import { secondsBetween } from '#shared/domain/time/instants.ts';
import type { Call, Lived } from './lived.ts';
import { inForce } from './lived.ts';

/** The delay between the automated mails of each sender (A5). */
export function checkDelays(lived: Lived): void {
  const automated = lived.calls.filter(
    ({ channel, enrollment }) => channel === 'mail' && enrollment.claim?.by === undefined,
  );
  for (const [, mails] of Map.groupBy(automated, ({ by }) => by)) {
    checkDelaysOf(lived, mails);
  }
}

function checkDelaysOf(lived: Lived, mails: readonly Call[]): void {
  const delay = inForce(lived).mailDelay;
  if (delay.kind !== 'fixed' || lived.changedSettings) return;
  mails.forEach(({ at, key }, index) => {
    const next = mails[index + 1];
    if (next) assert.ok(secondsBetween(at, next.at) >= delay.seconds, `${key} and ${next.key} are too near`);
  });
}
