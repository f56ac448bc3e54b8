import type { Instant } from '../domain/kernel/instant.ts';

/** Scheduler refuses an instant that is past by the time it reads it, and wakes to the minute anyhow. */
const LEAST_AHEAD_MS = 60_000;

/** The instant to give to Scheduler for a wake-up: a minute from now at least, and a whole second, never too early. */
export function scheduleTime(at: Instant, now: Instant): Instant {
  const wanted = Math.max(Date.parse(at), Date.parse(now) + LEAST_AHEAD_MS);
  return new Date(Math.ceil(wanted / 1_000) * 1_000).toISOString();
}
