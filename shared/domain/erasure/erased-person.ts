import * as z from 'zod/mini';
import { leadIdText, number, text } from '../kernel/shapes.ts';
import type { Lead } from '../people/people.ts';
import { addressesOf, listedForm } from '../people/suppression.ts';

/** Whom an erasure is about, and what of the person leads to the rest (F9). */
export const erasedPerson = z.object({
  leadId: leadIdText,
  /** Mail addresses and phone numbers, as the suppression list keeps them; the one that the person is known by first. */
  addresses: z.array(text),
  /** Ids of enrollments, those that are gone already too. */
  enrollments: z.array(text),
  /** Ids of sequences whose figures the person may be behind. */
  sequences: z.array(text),
});
export type ErasedPerson = z.output<typeof erasedPerson>;

/** A lead as whom an erasure is about, before it is known what leads to the rest. */
export function personOf(lead: Pick<Lead, 'id' | 'email' | 'phone'>): ErasedPerson {
  return { leadId: lead.id, addresses: addressesOf(lead), enrollments: [], sequences: [] };
}

/** Whom an erasure is about: one person who asked, or leads that nothing happened to for long. */
export type ErasedPeople = readonly Pick<ErasedPerson, 'leadId' | 'addresses'>[];

/** Most people that are erased together: all of them are kept with the job. */
export const mostErasedTogether = 100;

/** Items of one table that went, and those that stay without the person. */
export const erasureCount = z.object({ table: text, removed: number, anonymised: number });
export type ErasureCount = z.output<typeof erasureCount>;

/** Counts with some more of one table; a table of which there was nothing is not in them. */
export function withCount(counts: readonly ErasureCount[], more: ErasureCount): ErasureCount[] {
  if (more.removed + more.anonymised === 0) return [...counts];
  const { removed = 0, anonymised = 0 } = counts.find(({ table }) => table === more.table) ?? {};
  const sum = { ...more, removed: removed + more.removed, anonymised: anonymised + more.anonymised };
  return counts.some(({ table }) => table === more.table)
    ? counts.map((count) => (count.table === more.table ? sum : count))
    : [...counts, sum];
}

/** Whether an id is that of one of the people: of a lead, or one made from it. */
export function isOfPeople(people: ErasedPeople, id: string | undefined): boolean {
  const lead = id?.split('.', 1)[0];
  return people.some(({ leadId }) => leadId === lead);
}

/** Whether an address is that of one of the people. */
export function isAddressOf(people: ErasedPeople, address: string | undefined): boolean {
  if (address === undefined) return false;
  const listed = listedForm(address);
  return people.some(({ addresses }) => addresses.includes(listed));
}

/** What stands where the person was named. */
const placeholder = 'erased';

/** A text without the ids and addresses of people, in capitals or not. */
function textWithout(names: readonly string[], words: string): string {
  const lower = words.toLowerCase();
  return names.filter((named) => lower.includes(named)).reduce(replaced, words);
}

function replaced(words: string, named: string): string {
  const lower = words.toLowerCase();
  // Few letters are of another length in small: then places do not agree.
  if (lower.length !== words.length) return words.replaceAll(named, placeholder);
  const parts: string[] = [];
  let from = 0;
  for (let at = lower.indexOf(named); at >= 0; at = lower.indexOf(named, from)) {
    parts.push(words.slice(from, at), placeholder);
    from = at + named.length;
  }
  return [...parts, words.slice(from)].join('');
}

/** The same of every text of a value; the very value where nothing names any of the people. */
export function valueWithout<T>(people: ErasedPeople, value: T): T {
  const names = people.flatMap(({ leadId, addresses }) => [leadId, ...addresses]);
  const after = cleaned(names, value);
  return JSON.stringify(after) === JSON.stringify(value) ? value : (after as T);
}

function cleaned(names: readonly string[], value: unknown): unknown {
  if (typeof value === 'string') return textWithout(names, value);
  if (Array.isArray(value)) return value.map((one) => cleaned(names, one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [textWithout(names, name), cleaned(names, one)]),
  );
}

/** What an erasure leaves, for its certificate (F9). */
export const keptAfterErasure = [
  'The address as a salted hash on the suppression list, so that it is not written to again; until somebody lifts it.',
  'Counts of sequences, steps and surveys, without who is behind them.',
  'Files that were uploaded to jobs or written by them, for 30 days.',
] as const;
