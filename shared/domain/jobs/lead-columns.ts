import type { Problem } from '../kernel/problem.ts';
import { isReservedName } from '../kernel/reserved-name.ts';
import type { RejectedRow } from './job.ts';

/** Columns with a meaning of their own, by their names without case, spaces, `_` and `-`. */
export const leadColumns: Readonly<Record<string, string>> = {
  email: 'email',
  phone: 'phone',
  firstname: 'firstName',
  lastname: 'lastName',
  title: 'title',
  zone: 'zone',
  language: 'language',
  country: 'country',
  owner: 'owner',
  account: 'account',
  lead: 'lead',
};

/** A column: its name in the file, and what it gives: a value of the lead, or an own field. */
export type Column = { name: string; gives: string } | { name: string; field: string };

/** Columns of one file, and characters of the name of one: they are kept with the job. */
const mostColumns = 200;
const longestName = 200;

/** The delimiter of a file, from its first line: the one of `,` `;` and tab that stands in it most often. */
export function delimiterOf(firstLine: string): string {
  const count = (delimiter: string) => firstLine.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

/** The columns that the first line of a file names, or what is wrong with it; without an address there is no lead. */
export function columnsOf(
  header: readonly string[],
  reachedBy: readonly string[],
  known = leadColumns,
): Column[] | RejectedRow[] {
  if (header.length > mostColumns) {
    const reason = `The first line names ${header.length} columns, ${mostColumns} at most: leave some out.`;
    return [{ line: 1, reason }];
  }
  const columns = header.map((cell): Column => {
    const name = cell.trim();
    const plain = name.toLowerCase().replaceAll(/[\s_-]/g, '');
    const gives = Object.hasOwn(known, plain) ? known[plain] : undefined;
    return gives === undefined ? { name, field: fieldName(name) } : { name, gives };
  });
  const firsts = new Map(columns.map((column, index) => [meaning(column), index] as const).toReversed());
  const problems = columns.flatMap((column, index) => headerProblems(column, index, firsts));
  const given = new Set(columns.map((column) => ('gives' in column ? column.gives : '')));
  if (!reachedBy.some((name) => given.has(name))) {
    const wanted = reachedBy.join('” or “');
    const reason = `The first line names no column “${wanted}”: it must hold the names of the columns, one of these among them.`;
    problems.unshift({ line: 1, reason });
  }
  return problems.length > 0 ? problems : columns;
}

/** Tells columns from problems. */
export function isColumns(read: Column[] | RejectedRow[]): read is Column[] {
  return read.every((each) => 'name' in each);
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

/** A row by its columns, or what is wrong with it before its values are looked at. */
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
    if ('gives' in column) row.values[column.gives] = text;
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
