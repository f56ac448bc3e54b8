import type * as z from 'zod';

/** A schema with what the documentation says of it, in a sentence, and examples of it. */
export function about<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  ...examples: z.input<Schema>[]
): Schema {
  return schema.meta({ description, ...(examples.length > 0 && { examples }) });
}

/** A schema with examples, where its name says what it is. */
export function suchAs<Schema extends z.ZodType>(schema: Schema, ...examples: z.input<Schema>[]): Schema {
  return schema.meta({ examples });
}
