import { assertNever } from '../kernel/assert-never.ts';
import { foldedText } from '../kernel/folded-text.ts';
import type { RecordField, RecordType } from '../records/record-type.ts';
import { columnNames, type ColumnNames } from './column-names.ts';

/** Columns of a file of records that say what a row is, and whose, by their folded names. */
const ofEveryType: ColumnNames = {
  ...columnNames(['email', 'phone', 'country', 'lead', 'account', 'owner']),
  sourceid: 'sourceId',
  id: 'sourceId',
  externalid: 'sourceId',
};

/** In front of a field's name: what a column of it gives. */
const values = 'values.';

/**
 * The columns that a file of records of a type may have: a field by its name or its label. One whose name means something
 * else in a file is written `values.<name>`.
 */
export function recordColumns({ fields }: Pick<RecordType, 'fields'>): ColumnNames {
  const named = fields.flatMap(({ name, label = name }) => {
    const gives = `${values}${name}`;
    return [label, name, gives].map((text): [string, string] => [foldedText(text), gives]);
  });
  return { ...Object.fromEntries(named), ...ofEveryType };
}

/** What the cells of a row say of the values of a record, as far as their form tells; the rest is told as it stands. */
export function recordValuesOf(
  { fields }: Pick<RecordType, 'fields'>,
  cells: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([column, cell]): [string, unknown][] => {
      if (!column.startsWith(values)) return [];
      const name = column.slice(values.length);
      const field = fields.find((each) => each.name === name);
      return [[name, field === undefined ? cell : valueOfCell(field, cell)]];
    }),
  );
}

function valueOfCell({ type }: RecordField, cell: string): unknown {
  switch (type) {
    case 'number':
      return numberOf(cell) ?? cell;
    case 'money':
      return moneyOf(cell);
    case 'yes-no':
      return yesOrNo.get(cell.toLowerCase()) ?? cell;
    case 'text':
    case 'date':
    case 'instant':
    case 'choice':
    case 'user':
      return cell;
    default:
      return assertNever(type);
  }
}

const yesOrNo = new Map([
  ...['yes', 'true', '1'].map((text) => [text, true] as const),
  ...['no', 'false', '0'].map((text) => [text, false] as const),
]);

function numberOf(cell: string): number | undefined {
  return /^-?\d+(?:\.\d+)?$/.test(cell) ? Number(cell) : undefined;
}

/** `1234.50 EUR`. */
function moneyOf(cell: string): unknown {
  const at = cell.lastIndexOf(' ');
  const amount = at < 0 ? undefined : numberOf(cell.slice(0, at).trimEnd());
  return amount === undefined ? cell : { amount, currency: cell.slice(at + 1) };
}
