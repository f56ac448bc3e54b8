import { AsyncResource } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import { currentProcess } from './process.ts';

/**
 * The machine as the functions see it: time, timers, chance and console are the world's for what runs in a function, and the
 * real ones for everybody else.
 */
const { warn } = console;
const { now } = Date;
const { random } = Math;
const realElapsed = performance.now.bind(performance);
const { setTimeout: realTimeout, clearTimeout: realClear } = globalThis;

Date.now = () => currentProcess()?.world.agenda.now ?? now();
performance.now = () => currentProcess()?.world.agenda.now ?? realElapsed();
console.warn = (...said: unknown[]) => {
  const process = currentProcess();
  if (process === undefined) warn(...said);
  else process.world.log(`${process.id} warns: ${String(said[0])}`);
};
Math.random = () => currentProcess()?.world.chance() ?? random();

/** A timer of a function: it goes off when the world has come so far, unless it is cleared, or its process is dead. */
class WorldTimer {
  isCleared = false;
  unref(): this {
    return this;
  }
}

function worldTimeout(run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): unknown {
  const process = currentProcess();
  if (process === undefined) return realTimeout(run, ms, ...given);
  const timer = new WorldTimer();
  const bound = AsyncResource.bind(() => {
    if (!process.dead && !timer.isCleared) run(...given);
  });
  process.world.agenda.in(ms, bound);
  return timer;
}

function worldClear(timer: unknown): void {
  if (timer instanceof WorldTimer) timer.isCleared = true;
  else realClear(timer as Parameters<typeof realClear>[0]);
}

/** Node's reads on another thread, which takes as long as the machine lets it: this one gives what it holds at once. */
class BlobAtHand extends Blob {
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(parts: readonly (string | ArrayBuffer | Uint8Array)[] = [], options?: { type?: string }) {
    super([], options);
    const all = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : new Uint8Array(part)));
    this.#bytes = new Uint8Array(Buffer.concat(all));
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve(this.#bytes.buffer);
  }
}

const timing = {
  setTimeout: Object.assign(worldTimeout, realTimeout),
  clearTimeout: Object.assign(worldClear, realClear),
};
Object.assign(globalThis, timing, { Blob: BlobAtHand });
// Libraries take them from the module.
Object.assign(timers, timing);
syncBuiltinESMExports();
