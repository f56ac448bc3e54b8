import { cutText } from '../kernel/cut-text.ts';
import { foldedText } from '../kernel/folded-text.ts';
import type { Problem } from '../kernel/problem.ts';
import { countryOfName } from '../people/country-of-name.ts';
import { isReservedName } from '../kernel/reserved-name.ts';
import { leadColumns, namesFor, type ColumnNames } from './column-names.ts';
import type { RejectedRow } from './job.ts';

/**
 * A column: its name in the file, and what it gives: a value of the lead, or an own field. `insteadOf`: by its name it
 * would give a value that another column gives already.
 */
export type Column =
  | { name: string; gives: string }
  | { name: string; field: string; insteadOf?: { gives: string; by: string } };

/** In front of the name of an own field: what a column of it is called where its name alone could mean something else. */
const ownField = 'fields.';

/** Columns of one file, and characters of the name of one: they are kept with the job. */
const mostColumns = 200;
const longestName = 200;

/** Columns, and characters of each, that an error repeats of a file. */
const mostRepeated = 20;
const longestRepeated = 40;

/** The delimiter of a file, from its first line: the one of `,` `;` and tab that stands in it most often. */
export function delimiterOf(firstLine: string): string {
  const count = (delimiter: string) => firstLine.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

/**
 * The columns that the first line of a file names, or what is wrong with it; without an address there is no lead, and
 * `without` says what there is not. Of
 * several columns for one value, the one that bears its own name gives it, else the first; the others are own fields.
 */
export function columnsOf(
  header: readonly string[],
  reachedBy: readonly string[],
  known: ColumnNames = leadColumns,
  without = 'so nobody could be reached',
): Column[] | RejectedRow[] {
  if (header.length > mostColumns) {
    const reason = `The first line names ${header.length} columns, ${mostColumns} at most: leave some out.`;
    return [{ line: 1, reason }];
  }
  const names = header.map((cell) => cell.trim());
  if (names.some((name) => name.includes('\uFFFD'))) {
    const reason = 'The first line holds bytes that are not UTF-8: save the file as CSV in UTF-8.';
    return [{ line: 1, reason }];
  }
  const columns = readColumns(names, known);
  const firsts = new Map(columns.map((column, index) => [meaning(column), index] as const).toReversed());
  const problems = columns.flatMap((column, index) => headerProblems(column, index, firsts));
  const given = new Set(columns.map((column) => ('gives' in column ? column.gives : '')));
  if (!reachedBy.some((name) => given.has(name))) {
    problems.unshift({ line: 1, reason: nobodyReached(names, reachedBy, without) });
  }
  return problems.length > 0 ? problems : columns;
}

/** Tells columns from problems. */
export function isColumns(read: Column[] | RejectedRow[]): read is Column[] {
  return read.every((each) => 'name' in each);
}

function readColumns(names: readonly string[], known: ColumnNames): Column[] {
  const folded = names.map(foldedText);
  const knows = (name: string) => (Object.hasOwn(known, name) ? known[name] : undefined);
  const meanings = folded.map(knows);
  // “Vorname, Name”: beside a column of first names it is the last name, otherwise mostly the whole.
  if (meanings.includes('firstName') && !meanings.includes('lastName')) {
    const last = folded.indexOf('name');
    if (last >= 0) meanings[last] = 'lastName';
  }
  const givers = new Map<string, number>();
  for (const [index, gives] of meanings.entries()) {
    if (gives === undefined) continue;
    const isOwnName = (of: number) => folded[of] === foldedText(gives);
    const before = givers.get(gives);
    if (before === undefined || (isOwnName(index) && !isOwnName(before))) givers.set(gives, index);
  }
  return names.map((name, index): Column => {
    const gives = meanings[index];
    if (gives === undefined)
      return { name, field: fieldName(name.startsWith(ownField) ? name.slice(ownField.length) : name) };
    const giver = givers.get(gives) ?? index;
    // Columns of one name cannot be told apart: they stay twins, which are refused.
    if (giver === index || folded[giver] === folded[index]) return { name, gives };
    return { name, field: fieldName(name), insteadOf: { gives, by: names[giver] ?? '' } };
  });
}

function nobodyReached(names: readonly string[], reachedBy: readonly string[], without: string): string {
  const found = names.slice(0, mostRepeated).map((name) => `“${cutText(name, longestRepeated)}”`);
  if (names.length > mostRepeated) found.push(`${names.length - mostRepeated} more`);
  const understood = reachedBy.map((gives) => {
    const [own, ...others] = namesFor(gives);
    return others.length === 0 ? `“${own}”` : `“${own}” (or ${others.join(', ')})`;
  });
  return [
    `The first line names no column for ${reachedBy.join(' or ')}, ${without}.`,
    names.some((name) => name.includes('@'))
      ? 'It holds an address, so it seems to be a row: put a line with the names of the columns above it.'
      : `It names ${found.join(', ')}.`,
    `Understood, without regard to case, accents, spaces and signs: ${understood.join('; ')}.`,
  ].join(' ');
}

/** @param firsts the first column of each meaning */
function headerProblems(column: Column, index: number, firsts: ReadonlyMap<string, number>): RejectedRow[] {
  const { name } = column;
  if (name === '') return [{ line: 1, reason: `Column ${index + 1} has no name: name it or remove it.` }];
  if (name.length > longestName) {
    const reason = `Column ${index + 1} has a name of ${name.length} characters, ${longestName} at most.`;
    return [{ line: 1, reason }];
  }
  if ('field' in column && isReservedName(column.field)) {
    return [{ line: 1, column: name, reason: 'This name is taken by the system: rename it.' }];
  }
  if ('field' in column && column.field === '') {
    return [{ line: 1, column: name, reason: 'The name of an own field begins with a letter.' }];
  }
  const twin = firsts.get(meaning(column)) ?? index;
  if (twin === index) return [];
  return [{ line: 1, column: name, reason: `It is the same as column ${twin + 1}: rename or remove one.` }];
}

function meaning(column: Column): string {
  return 'gives' in column ? column.gives : `fields.${column.field}`;
}

/** Own fields keep their names, in letters that templates can write: `Chiffre d’affaires` is `Chiffre_d_affaires`. */
function fieldName(name: string): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '_');
  return plain
    .replace(/^[^A-Za-z]+/, '')
    .replace(/_$/, '')
    .slice(0, 40);
}

/** What a row says: its values by meaning, and its own fields. Empty cells say nothing. */
export type Row = { values: Record<string, string>; fields: Record<string, string> };

/**
 * A row by its columns, a country by its code however it is written, or what is wrong with it before its values are
 * looked at.
 */
export function rowOf(
  columns: readonly Column[],
  cells: readonly string[],
): Row | { column?: string; reason: string } {
  if (cells.length !== columns.length) {
    return { reason: `The row has ${cells.length} cells, the first line ${columns.length}: give as many.` };
  }
  const row: Row = { values: {}, fields: {} };
  for (const [index, column] of columns.entries()) {
    const text = cells[index]?.trim() ?? '';
    if (text.includes('\uFFFD')) {
      return {
        column: column.name,
        reason: 'It holds bytes that are not UTF-8: save the file as CSV in UTF-8.',
      };
    }
    if (text === '') continue;
    if ('gives' in column)
      row.values[column.gives] = column.gives === 'country' ? (countryOfName(text) ?? text) : text;
    else row.fields[column.field] = text;
  }
  return row;
}

/** Problems of a lead's values as refusals of a line, each with the column that it came from. */
export function rejections(
  columns: readonly Column[],
  line: number,
  problems: readonly Problem[],
): RejectedRow[] {
  return problems.map(({ path, message }) => {
    const [first = '', second = ''] = path;
    const column = columns.find(
      (each) => meaning(each) === (first === 'fields' ? `fields.${second}` : first),
    );
    return { line, ...(column && { column: column.name }), reason: message };
  });
}
