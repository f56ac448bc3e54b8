import * as z from 'zod/mini';
import { crmKinds, type CrmKind } from '../connections/connectors.ts';
import { identity, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { crmObjects, crmOption, type CrmObject, type CrmOption } from './crm-object.ts';

/** How long the values of a list that were read are good for, in minutes. */
export const picklistMinutes = 5;

/** The values of a field of the CRM as they were last read. */
export const picklist = z.object({
  /** `<kind>.<object>.<field>`, and `.<record type>` where it is that of one. */
  ...identity,
  kind: z.enum(crmKinds),
  object: z.enum(crmObjects),
  field: text,
  recordType: z.optional(text),
  options: z.array(crmOption),
  readAt: instant,
});
export type Picklist = z.output<typeof picklist>;

/** Values that a field may have at most: more are no list that anybody chooses from. */
const mostOptions = 1_000;
/** Bytes that they take at most, in JSON: an item holds little more. */
const mostBytes = 300_000;

/**
 * As many values as are kept of a list. Which others a value depends on is left out where that takes too much: then all
 * are offered, and the CRM refuses what it does not allow.
 */
export function optionsKept(all: readonly CrmOption[]): CrmOption[] {
  const some = all.slice(0, mostOptions);
  if (bytesOf(some) <= mostBytes) return some;
  const plain = some.map(({ dependsOn: _dependsOn, ...option }) => option);
  let bytes = 0;
  return plain.filter((option) => (bytes += bytesOf(option)) <= mostBytes);
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** The id of a list of values. */
export function picklistId({
  kind,
  object,
  field,
  recordType,
}: {
  kind: CrmKind;
  object: CrmObject;
  field: string;
  recordType?: string | undefined;
}): string {
  return [kind, object, field, ...(recordType === undefined ? [] : [recordType])].join('.');
}
