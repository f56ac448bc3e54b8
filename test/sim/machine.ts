import { AsyncResource } from 'node:async_hooks';
import { currentProcess } from './process.ts';

/**
 * The machine as the functions see it: time, timers, chance and console are the world's for what runs in a function, and the
 * real ones for everybody else.
 */
const { warn } = console;
const { now } = Date;
const { random } = Math;
const realElapsed = performance.now.bind(performance);
const { setTimeout: realTimeout } = globalThis;

Date.now = () => currentProcess()?.world.agenda.now ?? now();
performance.now = () => currentProcess()?.world.agenda.now ?? realElapsed();
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

Object.assign(globalThis, {
  setTimeout: Object.assign(worldTimeout, realTimeout),
  Blob: BlobAtHand,
});
