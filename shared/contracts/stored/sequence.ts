import { languages } from '../../domain/kernel/language.ts';
import { stepTypes } from '../../domain/channels/step-types.ts';
import * as z from 'zod/mini';
import { instant } from '../instant.ts';
import { weekdays } from '../../domain/time/weekday.ts';
import { type Sequence, type SequenceVersion, type Step, type Wait } from '../../domain/sequences/step.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';

const text = z.string();

const step = objectOf<Step>()({
  id: text,
  name: text,
  type: z.enum(stepTypes),
  wait: objectOf<Wait>()({
    amount: z.number(),
    unit: z.enum(['minutes', 'hours', 'days', 'working-days']),
  }),
  at: z.optional(text),
  weekdays: z.optional(z.array(z.enum(weekdays))),
  templateId: z.optional(text),
  inThreadOf: z.optional(text),
});
const options = {
  unsubscribeLink: z.optional(z.object({ language: z.enum(languages) })),
  stopOnReply: z.optional(z.boolean()),
  stopOnConversion: z.optional(z.boolean()),
};

/** A sequence as stored. */
export const sequenceCodec = plain<Sequence>(
  objectOf<Sequence>()({
    organisation: text,
    id: text,
    revision: z.number(),
    name: text,
    status: z.enum(['draft', 'active', 'deleted']),
    draft: objectOf<Sequence['draft']>()({ steps: z.array(step), ...options }),
    currentVersion: z.number(),
    forNewOnly: z.optional(z.array(z.number())),
    publishedAt: z.optional(instant),
    createdBy: text,
    createdAt: instant,
  }),
);

/** A version of a sequence as stored; its revision never changes. */
export const versionCodec = plain<SequenceVersion & { revision: number }>(
  objectOf<SequenceVersion & { revision: number }>()({
    organisation: text,
    sequenceId: text,
    version: z.number(),
    revision: z.number(),
    steps: z.array(step),
    ...options,
    publishedAt: instant,
    publishedBy: text,
  }),
);
