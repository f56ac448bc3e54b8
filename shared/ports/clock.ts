import type { Instant } from '../domain/kernel/instant.ts';

/** Tells the time, read once at the start of each piece of work. */
export type Clock = { now(): Instant };
