import type { ScheduledEvent } from 'aws-lambda';
import { randomUUID } from 'node:crypto';
import type { InstantText } from '../clock.ts';
import { account, region } from '../names.ts';
import type { Invoke } from './invoke.ts';
import type { Source } from './source.ts';

/** Calls a function at every full multiple of `minutes` after start, as an EventBridge rule with a rate. */
export function rateSource(id: string, minutes: number, invoke: Invoke, now: () => InstantText): Source {
  const period = minutes * 60_000;
  const after = (instant: InstantText): InstantText =>
    new Date((Math.floor(Date.parse(instant) / period) + 1) * period).toISOString();
  let next = after(now());
  return {
    id: `rate of ${id}`,
    kind: 'rate',
    next: () => next,
    work: async () => {
      if (next > now()) return false;
      const event: ScheduledEvent<Record<string, never>> = {
        version: '0',
        id: randomUUID(),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account,
        time: next.replace('.000Z', 'Z'),
        region,
        resources: [`arn:aws:events:${region}:${account}:rule/relance-local-${id}`],
        detail: {},
      };
      next = after(now());
      try {
        await invoke(event);
      } catch (error) {
        console.error(`local: ${id} failed:`, error);
      }
      return true;
    },
  };
}
