import { digitsOfCurrency } from './currencies.ts';
import type { Money, RecordValue } from './record.ts';

/** A value as people read it, in templates and in the record: `1,234.50 EUR`, `2027-05-14`, `yes`. */
export function describeValue(value: RecordValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return describeMoney(value);
}

function describeMoney({ amount, currency }: Money): string {
  const [whole = '', fraction] = Math.abs(amount).toFixed(digitsOfCurrency(currency)).split('.');
  const first = whole.length % 3 || 3;
  const groups = [whole.slice(0, first)];
  for (let at = first; at < whole.length; at += 3) groups.push(whole.slice(at, at + 3));
  const decimals = fraction === undefined ? '' : `.${fraction}`;
  return `${amount < 0 ? '-' : ''}${groups.join(',')}${decimals} ${currency}`;
}
