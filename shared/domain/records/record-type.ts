import * as z from 'zod/mini';
import { identity, text } from '../kernel/shapes.ts';

/** Record types that an organisation has at most, the ready-made ones among them. */
export const mostRecordTypes = 100;
/** Fields that a record type has at most. */
export const mostRecordFields = 50;
/** Choices that a field has at most. */
export const mostChoices = 50;

/** What a field of a record may hold. `user`: the id of a user. */
export const recordFieldTypes = [
  'text',
  'number',
  'money',
  'date',
  'instant',
  'choice',
  'yes-no',
  'user',
] as const;
export type RecordFieldType = (typeof recordFieldTypes)[number];

const recordField = z.object({
  /** Unique in its type; templates and filters name it `record.<name>`. */
  name: text,
  /** How people read it; undefined: its name. */
  label: z.optional(text),
  type: z.enum(recordFieldTypes),
  /** What a `choice` may be; undefined of every other type. */
  choices: z.optional(z.array(text)),
});
export type RecordField = z.output<typeof recordField>;

/** A kind of records of an organisation, such as offers: a name and typed fields (E1). */
export const recordType = z.object({ ...identity, name: text, fields: z.array(recordField) });
export type RecordType = z.output<typeof recordType>;

/** Names that templates and filters have for something else than a field of a record. */
export const takenFieldNames: readonly string[] = ['id', 'type'];

/** A field of a type by its name; undefined: it has none of that name. */
export function fieldOf({ fields }: Pick<RecordType, 'fields'>, name: string): RecordField | undefined {
  return fields.find((field) => field.name === name);
}
