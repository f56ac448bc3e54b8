import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, earliest, type InstantText, later } from '../clock.ts';
import type { Source } from './source.ts';

/** Runs the sources: jump by jump on a time-lapse clock, or in the background on the real one. */
export class Driver {
  readonly #clock: Clock;
  readonly #sources: readonly Source[];
  #draining: Promise<void> | undefined;
  #stopped = false;
  #poked = Promise.withResolvers<undefined>();
  #background: Promise<unknown> | undefined;
  readonly #streamLagSeconds: number;
  #streamsReadAt: InstantText | undefined;

  /** @param streamLagSeconds how long `runUntil` may leave the streams unread; `drain` always reads them. */
  constructor(clock: Clock, sources: readonly Source[], streamLagSeconds = 0) {
    this.#streamLagSeconds = streamLagSeconds;
    this.#clock = clock;
    this.#sources = sources;
  }

  /** Something happened that may have left work: a message came, a function ran. */
  poke(): void {
    this.#poked.resolve(undefined);
    this.#poked = Promise.withResolvers<undefined>();
  }

  /** Works until nothing is due at the present instant: queues, streams, schedules. */
  async drain(): Promise<void> {
    for (const source of this.#sources) source.refresh?.();
    await this.#drain(true);
  }

  /** Does at once what is done at a rate, such as the sweep. */
  async beat(): Promise<void> {
    for (const source of this.#sources) await source.beat?.();
    await this.drain();
  }

  async #drain(withStreams: boolean): Promise<void> {
    while (this.#draining !== undefined) await this.#draining;
    this.#draining = this.#drainOnce(withStreams).finally(() => (this.#draining = undefined));
    await this.#draining;
  }

  async #drainOnce(withStreams: boolean): Promise<void> {
    for (;;) {
      if (await this.#work((source) => source.kind !== 'stream')) continue;
      if (!withStreams) return;
      if (!(await this.#work((source) => source.kind === 'stream'))) return;
    }
  }

  /** Whether the streams have lagged as long as they may. */
  #streamsDue(): boolean {
    const now = this.#clock.now();
    if (this.#streamsReadAt !== undefined && now < later(this.#streamsReadAt, this.#streamLagSeconds))
      return false;
    this.#streamsReadAt = now;
    return true;
  }

  async #work(which: (source: Source) => boolean): Promise<boolean> {
    const results = await Promise.all(this.#sources.filter(which).map((source) => source.work()));
    return results.includes(true);
  }

  /** When something is due next. @param withRates counts the timers that never end too. */
  next(withRates: boolean): InstantText | undefined {
    return earliest(
      this.#sources.filter((source) => withRates || source.kind !== 'rate').map((source) => source.next()),
    );
  }

  /**
   * Jumps to the next wake-up and works it off.
   * @returns the new instant; undefined when nothing but endless timers is left.
   */
  async advance(): Promise<InstantText | undefined> {
    await this.drain();
    if (this.next(false) === undefined) return undefined;
    const next = this.next(true);
    if (next === undefined) return undefined;
    this.#clock.advanceTo(next);
    await this.drain();
    return this.#clock.now();
  }

  /** Jumps from wake-up to wake-up, timers included, and ends at `instant`. */
  async runUntil(
    instant: InstantText,
    onProgress: (now: InstantText) => void = () => undefined,
  ): Promise<void> {
    for (const source of this.#sources) source.refresh?.();
    await this.#drain(this.#streamsDue());
    for (let next = this.next(true); next !== undefined && next <= instant; next = this.next(true)) {
      this.#clock.advanceTo(next);
      await this.#drain(this.#streamsDue());
      onProgress(this.#clock.now());
    }
    this.#clock.advanceTo(instant);
    await this.#drain(this.#streamsDue());
  }

  /** Works in the background, each source on its own, until stopped. */
  start(): void {
    this.#background = Promise.all(this.#sources.map((source) => this.#loop(source)));
  }

  async #loop(source: Source): Promise<void> {
    while (!this.#stopped) {
      const worked = await source.work().catch((error: unknown) => {
        if (!this.#stopped) console.error(`local: ${source.id}:`, error);
        return false;
      });
      if (worked) continue;
      await this.#pause();
      source.refresh?.();
    }
  }

  /** Until poked, or a quarter of a second: precise enough for a second, idle enough for a laptop. */
  async #pause(): Promise<void> {
    await Promise.race([sleep(250, undefined, { ref: false }), this.#poked.promise]);
  }

  /** Lets running functions end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.poke();
    await this.#background;
    await this.#draining;
  }
}
