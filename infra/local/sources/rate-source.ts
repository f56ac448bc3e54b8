import { earliest, type InstantText } from '../clock.ts';
import type { Invoke } from './invoke.ts';
import type { Source } from './source.ts';

/**
 * Calls a function with each of its inputs at every full multiple of `minutes` after start, as EventBridge rules with a
 * rate.
 * @param options.extra instants at which it is called beside, in order
 */
export function rateSource(
  id: string,
  invoke: Invoke,
  options: {
    minutes: number;
    inputs: readonly unknown[];
    now: () => InstantText;
    extra: readonly InstantText[];
  },
): Source {
  const { minutes, inputs, now, extra } = options;
  const period = minutes * 60_000;
  const left = [...extra];
  const after = (instant: InstantText): InstantText =>
    new Date((Math.floor(Date.parse(instant) / period) + 1) * period).toISOString();
  let regular = after(now());
  const next = (): InstantText => earliest([left[0], regular]) ?? regular;
  const beat = async (): Promise<void> => {
    for (const input of inputs) {
      try {
        await invoke(input);
      } catch (error) {
        console.error(`local: ${id} failed:`, error);
      }
    }
  };
  return {
    id: `rate of ${id}`,
    kind: 'rate',
    next,
    beat,
    work: async () => {
      if (next() > now()) return false;
      regular = after(now());
      while (left[0] !== undefined && left[0] <= now()) left.shift();
      await beat();
      return true;
    },
  };
}
