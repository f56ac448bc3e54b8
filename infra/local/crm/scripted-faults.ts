import type { StandInAnswer } from './stand-in.ts';

/** What goes wrong with the next calls, one after the other. */
export type ScriptedFaults = {
  /** The next so many calls are answered with this. */
  next(answer: StandInAnswer, times?: number): void;
  /** What the call at hand is answered with, if anything goes wrong. */
  take(): StandInAnswer | undefined;
};

export function scriptedFaults(): ScriptedFaults {
  const answers: StandInAnswer[] = [];
  return {
    next: (answer, times = 1) => {
      for (let count = 0; count < times; count += 1) answers.push(answer);
    },
    take: () => answers.shift(),
  };
}
