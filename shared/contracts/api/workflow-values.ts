import * as z from 'zod';
import type { Field, Fields } from '#shared/domain/workflows/fields.ts';
import { sequenceId, userId } from './ids.ts';
import { line } from './values.ts';

/** The schema of one value, with the sentences that say what to mend. */
function schemaOf(field: Field): z.ZodType {
  const about = { description: field.description, examples: [field.example] };
  switch (field.is) {
    case 'user':
      return userId;
    case 'sequence':
      return sequenceId;
    case 'whole': {
      const { unit, least, most, mostText } = field;
      return z
        .int(`Give a whole number${unit === undefined ? '' : ` of ${unit}`}.`)
        .min(least, `Give ${least}${unit === undefined ? '' : ` ${unit}`} at least.`)
        .max(most, `Give ${mostText} at most.`)
        .meta(about);
    }
    case 'choice':
      return z.enum(field.of, `Choose one of ${field.of.join(', ')}.`).meta(about);
    case 'line':
      return line(field.longest, field.called, String(field.example)).meta(about);
  }
}

function shapeOf(fields: Fields): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      field.optional === true ? schemaOf(field).optional() : schemaOf(field),
    ]),
  );
}

/**
 * The schema of one of several things by `type`, each with its values, made from the table that describes them. Those
 * without values are one member of the union.
 */
export function oneOf<One extends { type: string }>(
  types: readonly One['type'][],
  fieldsOf: (type: One['type']) => Fields,
): z.ZodType<One, One> {
  const bare = types.filter((type) => Object.keys(fieldsOf(type)).length === 0);
  const options = types
    .filter((type) => !bare.includes(type))
    .map((type) => z.strictObject({ type: z.literal(type), ...shapeOf(fieldsOf(type)) }));
  const all = [...options, ...(bare.length > 0 ? [z.strictObject({ type: z.enum(bare) })] : [])];
  // The members are made at run time: their types are those of the table.
  return z.discriminatedUnion('type', all as [(typeof all)[0]]) as unknown as z.ZodType<One, One>;
}
