import { isLocalDate } from '../time/day-number.ts';
import { plusDays } from '../time/zones.ts';
import type { LocalDate } from '../kernel/instant.ts';
import { inclusiveSuffix, returnPhrases } from './return-phrases.ts';
import type { ReturnPhrases } from './return-phrases.ts';
import { dateReader } from './stated-date.ts';

/** A date found in a text, and what it says: first day back, the same said vaguely (`until`), or last day away. */
type Statement = { means: 'back' | 'until' | 'last-day'; date: LocalDate };

/** An automatic reply says when near its start; what follows are signatures and disclaimers. In characters. */
const readLength = 3000;

/**
 * The first day on which the writer of an automatic reply is back, read from its text in any of our languages (D5).
 * A stated return (`back on 5 January`) goes before the end of an absence; a last day away (`du 2 au 14 décembre`)
 * gives the day after. Without a year the next such day is meant; a date more than 180 days after the mail, or before
 * it, is not believed. Undefined when nothing believable is stated.
 */
export function statedReturn(text: string, mailDay: LocalDate): LocalDate | undefined {
  const plain = plainText(text);
  const statements = Object.values(returnPhrases).flatMap((phrases) => statementsIn(plain, phrases, mailDay));
  const back = statements.find(({ means }) => means === 'back');
  if (back) return back.date;
  return statements
    .map(({ means, date }) => (means === 'last-day' ? plusDays(date, 1) : date))
    .reduce<LocalDate | undefined>(
      (latest, date) => (latest === undefined || date > latest ? date : latest),
      undefined,
    );
}

/** Lower case, without accents, on one line. */
export function plainText(text: string): string {
  return text
    .slice(0, readLength)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[‐‑‒–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

function statementsIn(text: string, phrases: ReturnPhrases, mailDay: LocalDate): Statement[] {
  const reader = dateReader(phrases, mailDay);
  const ends = (pattern: string) =>
    [...text.matchAll(new RegExp(String.raw`\b(?:${pattern})(?![a-z0-9])`, 'g'))].map(
      (match) => match.index + match[0].length,
    );
  const isInclusive = (end: number) => new RegExp(inclusiveSuffix, 'y').test(text.slice(end));

  const said = (pattern: string, means: Statement['means']): Statement[] =>
    ends(pattern).flatMap((end) => {
      const found = reader.dateAt(text, end);
      if (!found) return [];
      const inclusive = means === 'until' && isInclusive(found.end);
      return [{ means: inclusive ? 'last-day' : means, date: found.date }];
    });

  /** `Am 5. Januar bin ich wieder im Büro`: the phrase follows the date in the same sentence. */
  const saidAfter = (): Statement[] => {
    const phrase = new RegExp(String.raw`[^.!?;]{0,40}?\b(?:${phrases.back})(?![a-z0-9])`, 'y');
    return ends(phrases.filler).flatMap((end) => {
      const found = reader.dateAt(text, end);
      if (!found) return [];
      phrase.lastIndex = found.end;
      return phrase.test(text) ? [{ means: 'back', date: found.date } as const] : [];
    });
  };

  const ranges = (): Statement[] => {
    const to = new RegExp(String.raw`[ ,]*(?:${phrases.range.to})(?![a-z])`, 'y');
    return ends(phrases.range.from).flatMap((start) => {
      const first = [reader.dateAt(text, start), reader.dayAt(text, start)].find((one) => {
        to.lastIndex = one?.end ?? text.length;
        return to.test(text);
      });
      if (!first) return [];
      const last = reader.dateAt(text, to.lastIndex);
      if (last) return [{ means: 'last-day', date: last.date } as const];
      const lastDay = reader.dayAt(text, to.lastIndex)?.day ?? 0;
      if (!('date' in first) || lastDay < Number(first.date.slice(8))) return [];
      const date = `${first.date.slice(0, 8)}${String(lastDay).padStart(2, '0')}`;
      return isLocalDate(date) ? [{ means: 'last-day', date } as const] : [];
    });
  };

  return [
    ...said(phrases.back, 'back'),
    ...saidAfter(),
    ...said(phrases.until, 'until'),
    ...said(phrases.through, 'last-day'),
    ...ranges(),
  ];
}
