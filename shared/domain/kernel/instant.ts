/**
 * A moment in UTC, always written `YYYY-MM-DDTHH:MM:SS.sssZ`, so that instants compare as strings.
 * Arithmetic on instants lives in `shared/domain/time` alone.
 */
export type Instant = string;

/** A calendar day without a zone, `YYYY-MM-DD`. */
export type LocalDate = string;

/** A wall-clock time without a zone, `HH:MM`, 00:00 to 23:59; `24:00` only as the end of an interval. */
export type LocalTime = string;

/** An IANA time-zone name, such as `Europe/Paris`. */
export type Zone = string;
