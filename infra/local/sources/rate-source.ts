import type { ScheduledEvent } from 'aws-lambda';
import { randomUUID } from 'node:crypto';
import { earliest, type InstantText } from '../clock.ts';
import { account, region } from '../names.ts';
import type { Invoke } from './invoke.ts';
import type { Source } from './source.ts';

/**
 * Calls a function at every full multiple of `minutes` after start, as an EventBridge rule with a rate.
 * @param options.extra instants at which it is called beside, in order
 */
export function rateSource(
  id: string,
  invoke: Invoke,
  { minutes, now, extra }: { minutes: number; now: () => InstantText; extra: readonly InstantText[] },
): Source {
  const period = minutes * 60_000;
  const left = [...extra];
  const after = (instant: InstantText): InstantText =>
    new Date((Math.floor(Date.parse(instant) / period) + 1) * period).toISOString();
  let regular = after(now());
  const next = (): InstantText => earliest([left[0], regular]) ?? regular;
  return {
    id: `rate of ${id}`,
    kind: 'rate',
    next,
    work: async () => {
      const due = next();
      if (due > now()) return false;
      const event: ScheduledEvent<Record<string, never>> = {
        version: '0',
        id: randomUUID(),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account,
        time: due.replace(/\.\d+Z$/, 'Z'),
        region,
        resources: [`arn:aws:events:${region}:${account}:rule/relance-local-${id}`],
        detail: {},
      };
      regular = after(now());
      while (left[0] !== undefined && left[0] <= now()) left.shift();
      try {
        await invoke(event);
      } catch (error) {
        console.error(`local: ${id} failed:`, error);
      }
      return true;
    },
  };
}
