import { AsyncResource } from 'node:async_hooks';
import { currentProcess } from './process.ts';

/**
 * The machine as the functions see it: time, timers, chance and console are the world's for what runs in a function, and the
 * real ones for everybody else.
 */
const { warn } = console;
const { now } = Date;
const { random } = Math;
const { setTimeout: realTimeout } = globalThis;

Date.now = () => currentProcess()?.world.agenda.now ?? now();
console.warn = (...said: unknown[]) => {
  const process = currentProcess();
  if (process === undefined) warn(...said);
  else process.world.log(`${process.id} warns: ${String(said[0])}`);
};
Math.random = () => currentProcess()?.world.chance() ?? random();

function worldTimeout(run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): unknown {
  const process = currentProcess();
  if (process === undefined) return realTimeout(run, ms, ...given);
  const bound = AsyncResource.bind(() => {
    if (!process.dead) run(...given);
  });
  process.world.agenda.in(ms, bound);
  return undefined;
}
Object.assign(globalThis, { setTimeout: Object.assign(worldTimeout, realTimeout) });
