import type { Branded } from './brand.ts';

/**
 * A moment, in whole milliseconds since 1970-01-01T00:00Z, between the years 0 and 9999. Instants compare as numbers;
 * arithmetic on them lives in `shared/domain/time` alone. A text at the edges: what is stored, sent or shown is written
 * by `textOf`, `YYYY-MM-DDTHH:MM:SS.sssZ`, and read by `toInstant`.
 */
export type Instant = Branded<number, 'Instant'>;

/** A calendar day without a zone, `YYYY-MM-DD`. Such texts sort as their days do. Made and read by `shared/domain/time`. */
export type LocalDate = Branded<string, 'LocalDate'>;

/** A wall-clock time without a zone, `HH:MM`, 00:00 to 23:59; `24:00` only as the end of an interval. */
export type LocalTime = string;

/**
 * An IANA time-zone name, such as `Europe/Paris`: what `isZone` said yes to, now or when it was stored. A runtime may
 * have forgotten a stored one; what computes with it then throws InvalidZoneError.
 */
export type Zone = Branded<string, 'Zone'>;
