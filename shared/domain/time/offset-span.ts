import { create, getTimeZoneTransition, offsetNanoseconds } from 'temporal-polyfill/fns/ZonedDateTime';
import type { Zone } from '../kernel/instant.ts';
import { dayMs } from './day-number.ts';

/** A text that names no time zone. */
export class InvalidZoneError extends RangeError {
  override readonly name = 'InvalidZoneError';
}

/**
 * A stretch during which a zone keeps one offset from UTC. Epoch milliseconds, `from` included, `to` excluded;
 * infinite where the zone has no earlier or later change.
 */
export type OffsetSpan = { from: number; to: number; offset: number };

/** Spans met so far of each zone, the latest used first: the library is asked once a span, not once a question. */
const spansOfZone = new Map<Zone, OffsetSpan[]>();
const longestMemo = 256;
/** The span asked for last: one question about windows asks for it a dozen times. */
let latest = { zone: '' as Zone, span: { from: 0, to: 0, offset: 0 } };

/**
 * A moment in a zone, as the library has it. Takes names in their usual spelling only, so that a zone is one string
 * everywhere, and no fixed offsets such as `+01:00`. Throws InvalidZoneError.
 */
export function zoned(ms: number, zone: string): ReturnType<typeof create> {
  let record;
  try {
    record = create(BigInt(ms) * 1_000_000n, zone);
  } catch (cause) {
    throw new InvalidZoneError(`Not a time zone: ${JSON.stringify(zone)}`, { cause });
  }
  if (record.timeZoneId !== zone || /^[+-]/.test(zone))
    throw new InvalidZoneError(`Not a time zone: ${JSON.stringify(zone)}`);
  return record;
}

/** The span of constant offset around a moment in epoch milliseconds. Throws InvalidZoneError. */
export function spanAt(at: number, zone: Zone): OffsetSpan {
  if (zone === latest.zone && at >= latest.span.from && at < latest.span.to) return latest.span;
  const spans = spansOfZone.get(zone);
  const span = recall(at, spans) ?? ask(at, zone, spans);
  latest = { zone, span };
  return span;
}

function recall(at: number, spans: OffsetSpan[] | undefined): OffsetSpan | undefined {
  if (!spans) return undefined;
  const index = spans.findIndex((span) => at >= span.from && at < span.to);
  const found = spans[index];
  if (found) [spans[0], spans[index]] = [found, spans[0] as OffsetSpan];
  return found;
}

function ask(at: number, zone: Zone, spans: OffsetSpan[] | undefined): OffsetSpan {
  const ms = Math.floor(at);
  const here = zoned(ms, zone);
  // "previous" means strictly before, and a span starts at its own transition.
  const from = getTimeZoneTransition(zoned(ms + 1, zone), 'previous');
  const span = {
    from: from?.epochMilliseconds ?? -Infinity,
    to: getTimeZoneTransition(here, 'next')?.epochMilliseconds ?? Infinity,
    offset: offsetNanoseconds(here) / 1_000_000,
  };
  const kept = spans && spans.length < longestMemo ? spans : [];
  kept.unshift(span);
  spansOfZone.set(zone, kept);
  return span;
}

/** What the wall clock of a zone shows, as milliseconds since 1970-01-01T00:00 on that same wall clock. */
export function wallMs(at: number, zone: Zone): number {
  return at + spanAt(at, zone).offset;
}

/** The day number that the wall clock of a zone shows. */
export function wallDay(at: number, zone: Zone): number {
  return Math.floor(wallMs(at, zone) / dayMs);
}

/**
 * When the wall clock of a zone shows a time, in epoch milliseconds. A time that the zone skips gives the end of
 * the gap, one that comes twice the first (A2).
 */
export function atWallMs(wall: number, zone: Zone): number {
  const near = spanAt(wall, zone);
  if (wall - dayMs >= near.from && wall + dayMs < near.to) return wall - near.offset;
  // No zone is more than 16 hours from UTC, so the span found first starts before `wall` on its own clock.
  let span = spanAt(wall - dayMs, zone);
  while (wall >= span.to + span.offset) span = spanAt(span.to, zone);
  return Math.max(wall - span.offset, span.from);
}
