import * as z from 'zod';
import { activityEvent } from '#shared/domain/activity/activity.ts';
import { reason } from '#shared/domain/settings/reason.ts';

/** A value as data of its own kind, which the documentation does not spell out: told as it is stored, but unpacked. */
function dataBy<Tag extends string, Stored extends z.core.$ZodType>(tag: Tag, stored: Stored) {
  type Told = { [Name in Tag]: string } & Record<string, unknown>;
  const told = z.looseObject({ [tag]: z.string() }) as unknown as z.ZodType<Told, Told>;
  return z
    .codec(told, z.custom<z.output<Stored>>(), {
      decode: (value) => z.decode(stored, value as z.input<Stored>),
      encode: (value) => z.encode(stored, value) as Told,
    })
    .meta({ override: z.toJSONSchema(told, { io: 'output' }) as object });
}

/** Why something came about, as data; `words` says it in a sentence. */
export const because = dataBy('kind', reason);

/** What the lead answered, in a record. */
export const replyExcerpt = z.object({ id: z.string(), excerpt: z.string() }).meta({
  description: 'What was answered: the id of the reply, and how it begins; absent once it is dropped (D5).',
  examples: [{ id: 'm4v7b1zck3j9x0q2', excerpt: 'Yes, let us talk on Tuesday.' }],
});

/** What happened, as data. */
export const event = dataBy('type', activityEvent);
