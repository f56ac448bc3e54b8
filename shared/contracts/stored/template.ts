import * as z from 'zod/mini';
import { instant } from '../instant.ts';
import { templateKinds, type Template } from '../../domain/templates/template.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';

const text = z.string();

/** A template as stored. */
export const templateCodec = plain<Template>(
  objectOf<Template>()({
    organisation: text,
    id: text,
    revision: z.number(),
    kind: z.enum(templateKinds),
    name: text,
    subject: z.optional(text),
    html: z.optional(text),
    text: z.optional(text),
    textFromHtml: z.optional(text),
    fallbacks: z.record(text, text),
    ownerId: text,
    shared: z.boolean(),
    createdAt: instant,
  }),
);
