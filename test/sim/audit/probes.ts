import type { Rule } from './audited.ts';

const HOUR_MS = 3_600_000;
/** Messages that may be refused in an hour of a hold: a probe each five minutes at first, and what was under way. */
const MOST_AN_HOUR = 30;

/** F10: while the account may not send, the provider is not tried again and again. */
export const probes: Rule = ({ stage }) => {
  const { refused } = stage.world.provider;
  return refused.flatMap((at, n) => {
    const first = refused[n - MOST_AN_HOUR];
    if (first === undefined || at - first > HOUR_MS) return [];
    // One finding an outage tells it all.
    const isFirst = n === MOST_AN_HOUR || at - (refused[n - MOST_AN_HOUR - 1] ?? 0) > HOUR_MS;
    const expected = `at most ${MOST_AN_HOUR} messages to be refused in an hour while the account may not send`;
    return isFirst ? [{ rule: 'F10 probes', at, expected }] : [];
  });
};
