import type { Say } from '../i18n/i18n.ts';

/** A length of time in words of the chosen language: `3 min 5 s`. */
export function lengthWords(t: Say, seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return t('{seconds} s', { seconds });
  return seconds % 60 === 0
    ? t('{minutes} min', { minutes })
    : t('{minutes} min {seconds} s', { minutes, seconds: seconds % 60 });
}
