import { cutText } from '../kernel/cut-text.ts';
import { describeValue } from './describe-value.ts';
import type { FieldChange } from './record-events.ts';
import type { RecordValue, RecordValues, StoredRecord } from './record.ts';

/** Characters of a value that the activity of a change keeps. */
const mostKept = 100;

/** What of a record can change. */
type Changeable = Pick<StoredRecord, 'values' | 'leadId' | 'accountId' | 'ownerId'>;

/** What belongs to a record beside its values, under the names that the API has for it. */
const belongings = ['leadId', 'accountId', 'ownerId'] as const;

/** How a record differs from what it was, field by field in the order of their names; empty: in nothing. */
export function changesOf(before: Changeable, after: Changeable): FieldChange[] {
  const names = new Set([...Object.keys(before.values), ...Object.keys(after.values)]);
  return [
    ...belongings.flatMap((name) => changeOf(name, before[name], after[name])),
    ...[...names]
      .toSorted()
      .flatMap((name) => changeOf(name, at(before.values, name), at(after.values, name))),
  ];
}

function at(values: RecordValues, name: string): RecordValue | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function changeOf(field: string, from: RecordValue | undefined, to: RecordValue | undefined): FieldChange[] {
  if (isSame(from, to)) return [];
  return [
    {
      field,
      ...(from !== undefined && { from: cutText(describeValue(from), mostKept) }),
      ...(to !== undefined && { to: cutText(describeValue(to), mostKept) }),
    },
  ];
}

function isSame(one: RecordValue | undefined, other: RecordValue | undefined): boolean {
  if (typeof one === 'object' && typeof other === 'object') {
    return one.amount === other.amount && one.currency === other.currency;
  }
  return one === other;
}
