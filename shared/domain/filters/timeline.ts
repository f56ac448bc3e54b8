import type { Instant } from '../kernel/instant.ts';
import type { Joint } from './filter.ts';

/** Whether something holds now, and when time alone turns that round: every instant from now on, in order. */
export type Timeline = { held: boolean; flips: readonly Instant[] };

const noFlips: readonly Instant[] = [];
const always: Timeline = { held: true, flips: noFlips };
const never: Timeline = { held: false, flips: noFlips };

/** What time does not change. */
export function constant(held: boolean): Timeline {
  return held ? always : never;
}

/** What holds from one instant on and no more at another; undefined: without beginning, or without end. */
export function during(from: Instant | undefined, to: Instant | undefined, now: Instant): Timeline {
  const begun = from === undefined || from <= now;
  if (from !== undefined && to !== undefined && to <= from) return never;
  if (to !== undefined && to <= now) return never;
  const end = to === undefined ? noFlips : [to];
  return begun ? { held: true, flips: end } : { held: false, flips: [from, ...end] };
}

/** What holds from an instant on; of one that never comes, never. */
export function from(at: Instant | undefined, now: Instant): Timeline {
  return at === undefined ? never : during(at, undefined, now);
}

/** Several joined: all of them hold, any, or none. Linear but for putting the instants in order. */
export function joined(joint: Joint, parts: readonly Timeline[]): Timeline {
  let holding = 0;
  let instants = 0;
  for (const { held, flips } of parts) {
    if (held) holding += 1;
    instants += flips.length;
  }
  const held = holds(joint, holding, parts.length);
  if (instants === 0) return constant(held);

  const turns = parts.flatMap(({ flips }, part) => flips.map((at) => ({ at, part })));
  turns.sort((one, other) => one.at - other.at);
  const states = parts.map((part) => part.held);
  const flips: Instant[] = [];
  let last = held;
  turns.forEach(({ at, part }, index) => {
    const now = states[part] !== true;
    states[part] = now;
    holding += now ? 1 : -1;
    // What turns at one instant turns together.
    if (turns[index + 1]?.at === at) return;
    const then = holds(joint, holding, parts.length);
    if (then !== last) flips.push(at);
    last = then;
  });
  return { held, flips };
}

function holds(joint: Joint, holding: number, of: number): boolean {
  switch (joint) {
    case 'all':
      return holding === of;
    case 'any':
      return holding > 0;
    case 'none':
      return holding === 0;
  }
}
