import { cut, filled, harmless, inOneLine, widthOf } from './columns.ts';
import type { Terminal } from './terminal.ts';

/** How an answer is shown to people. */
type View = Pick<Terminal, 'width' | 'zone'>;

type Row = Record<string, unknown>;

/** No column is wider, however wide the terminal is, unless it is the last. */
const WIDEST_COLUMN = 40;

/** A column that would get less than this is left out. */
const NARROWEST_COLUMN = 6;

const GAP = '  ';

const isObject = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTable = (value: unknown): value is Row[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);

/**
 * An answer for people. Of a list (`items`) a table; of a thing a line for each value, with a heading before what is
 * nested in it, and a table for each list of things in it. Moments are in the zone of the terminal, which is named.
 */
export function shown(body: unknown, view: View): string {
  const { lines, times } = isPage(body) ? tableOf(body.items, view) : blockOf(body, view);
  return [...lines, ...(times ? ['', `Times are in ${view.zone}.`] : [])].join('\n');
}

const isPage = (body: unknown): body is { items: unknown[] } =>
  isObject(body) && Array.isArray(body['items']);

type Block = { lines: string[]; times: boolean };

function blockOf(body: unknown, view: View): Block {
  if (isTable(body)) return tableOf(body, view);
  if (!isObject(body)) return { lines: [harmless(wordsOf(body, view.zone))], times: isMoment(body) };
  const entries = Object.entries(body).filter(([, value]) => !isEmpty(value));
  const single = entries.filter(([, value]) => isSingle(value));
  const nameWidth = Math.max(0, ...single.map(([name]) => widthOf(name)));
  const lines = single.flatMap(([name, value]) => {
    const [first = '', ...more] = harmless(wordsOf(value, view.zone)).split('\n');
    const indent = ' '.repeat(nameWidth + GAP.length);
    return [`${filled(inOneLine(name), nameWidth)}${GAP}${first}`, ...more.map((line) => indent + line)];
  });
  let times = single.some(([, value]) => isMoment(value));
  for (const [name, value] of entries.filter(([, other]) => !isSingle(other))) {
    const inner = blockOf(value, { ...view, width: view.width - GAP.length });
    times ||= inner.times;
    lines.push('', `${inOneLine(name)}:`, ...inner.lines.map((line) => (line === '' ? '' : GAP + line)));
  }
  return { lines: lines[0] === '' ? lines.slice(1) : lines, times };
}

/** Nothing to show: absent, or without anything in it. */
const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);

/** What stands in one line, or is a text of several. */
const isSingle = (value: unknown): boolean =>
  Array.isArray(value) ? !value.some((item) => typeof item === 'object' && item !== null) : !isObject(value);

/**
 * Rows as a table: a column for each single value of any row, in the order in which the API tells them, then those of
 * things in a row as `thing.value`, then the revision. Columns share the width of the terminal from the left; numbers
 * and moments are never cut, and what has no room is named below.
 */
function tableOf(items: readonly unknown[], { width, zone }: View): Block {
  if (items.length === 0) return { lines: ['None.'], times: false };
  if (!items.every(isObject))
    return { lines: items.map((item) => inOneLine(wordsOf(item, zone))), times: false };
  const rows = items.map(cellsOf);
  const columns = namesOf(rows).map((name) => columnOf(name, rows, zone));
  const { shared, without } = share(columns, width);
  const line = (cell: (column: Column) => string): string =>
    shared
      .map(({ column, given }) => filled(cut(cell(column), given), given, column.isNumber ? 'left' : 'right'))
      .join(GAP)
      .trimEnd();
  const names = without.map(({ name }) => name).join(', ');
  return {
    lines: [
      line(({ name }) => name),
      ...rows.map((_, row) => line(({ texts }) => texts[row] ?? '')),
      ...(names === '' ? [] : ['', cut(`Without ${names}: --json has everything.`, width)]),
    ],
    times: shared.some(({ column }) => column.isMoment),
  };
}

type Column = { name: string; texts: string[]; wanted: number; isNumber: boolean; isMoment: boolean };

/** Names of what any row has, in the order of the columns. */
function namesOf(rows: readonly Row[]): string[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) =>
    rows.some((row) => !isEmpty(row[name]) && row[name] !== ''),
  );
  const rank = (name: string): number => (name === 'revision' ? 2 : name.includes('.') ? 1 : 0);
  return names.toSorted((one, other) => rank(one) - rank(other));
}

function columnOf(name: string, rows: readonly Row[], zone: string): Column {
  const values = rows.map((row) => row[name]);
  const texts = values.map((value) => inOneLine(wordsOf(value, zone)));
  return {
    name: inOneLine(name),
    texts,
    wanted: Math.max(widthOf(name), ...texts.map(widthOf)),
    isNumber: values.every((value) => value === undefined || typeof value === 'number'),
    isMoment: values.every((value) => value === undefined || isMoment(value)),
  };
}

/** Who gets how much of the width. The last column may take what the others leave. */
function share(columns: readonly Column[], width: number) {
  const shared: { column: Column; given: number }[] = [];
  const without: Column[] = [];
  let room = width;
  for (const column of columns) {
    const gap = shared.length === 0 ? 0 : GAP.length;
    const widest = column === columns.at(-1) ? Infinity : WIDEST_COLUMN;
    const given = Math.min(column.wanted, room - gap, widest);
    const least = Math.min(column.wanted, column.isNumber || column.isMoment ? Infinity : NARROWEST_COLUMN);
    if (shared.length > 0 && given < least) without.push(column);
    else {
      shared.push({ column, given: Math.max(1, given) });
      room -= given + gap;
    }
  }
  return { shared, without };
}

/** The single values of a row, those of the things in it under both names. */
function cellsOf(item: Row): Row {
  const cells: Row = {};
  for (const [name, value] of Object.entries(item)) {
    if (isSingle(value)) cells[name] = value;
    else if (isObject(value))
      for (const [inner, part] of Object.entries(value)) if (isSingle(part)) cells[`${name}.${inner}`] = part;
  }
  return cells;
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

const isMoment = (value: unknown): value is string => typeof value === 'string' && moment.test(value);

function wordsOf(value: unknown, zone: string): string {
  if (isMoment(value)) return localTime(value, zone);
  if (value === undefined || value === null) return value === null ? '–' : '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map((item) => wordsOf(item, zone)).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A moment as a day and a time of a zone. */
function localTime(text: string, zone: string): string {
  const format = { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' } as const;
  return new Intl.DateTimeFormat('sv-SE', format).format(new Date(text));
}
