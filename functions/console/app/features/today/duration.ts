/** A length of time in seconds as `m:ss`. */
export const durationText = (seconds: number): string =>
  `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;

/** Longest call that the API takes, in seconds. */
const LONGEST = 86_400;

/** The seconds that a person means by `12` (minutes), `3:05` or nothing; `wrong`: neither. */
export function secondsOf(text: string): number | undefined | 'wrong' {
  const given = text.trim();
  if (given === '') return undefined;
  const found = /^(\d{1,4})(?::([0-5]\d))?$/.exec(given);
  const seconds = found === null ? undefined : Number(found[1]) * 60 + Number(found[2] ?? 0);
  return seconds === undefined || seconds > LONGEST ? 'wrong' : seconds;
}
