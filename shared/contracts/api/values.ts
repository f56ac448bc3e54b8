import * as z from 'zod';
import { about } from './about.ts';
import { isLocalDate } from '#shared/domain/time/day-number.ts';
import { isZone } from '#shared/domain/time/zones.ts';
import { epochInstant, instant as storedInstant, instantText } from '#shared/domain/time/instant-text.ts';
import { toInstant } from '#shared/domain/time/instants.ts';
import { isReservedName } from '#shared/domain/kernel/reserved-name.ts';
import { mostOwnFields } from '#shared/domain/people/own-fields.ts';
import { languages } from '#shared/domain/kernel/language.ts';
import { sequenceStepTypes, stepTypes } from '#shared/domain/channels/step-types.ts';
import { weekdays } from '#shared/domain/time/weekday.ts';

/** Values that several nouns share. Checks that need more than a shape live in the domain. */

/** A moment from outside: ISO 8601 with `Z` or an offset; canonical afterwards. */
export const instantIn = z
  .string()
  .transform((text, context) => {
    try {
      return toInstant(text);
    } catch {
      context.addIssue({
        code: 'custom',
        message: 'Write the moment as 2027-03-01T09:30:00Z, with Z or an offset.',
      });
      return z.NEVER;
    }
  })
  .meta({
    description: 'A moment, ISO 8601 with `Z` or an offset.',
    examples: ['2027-03-01T09:30:00Z'],
    format: 'date-time',
  });

const ofInstant = {
  override: { type: 'string' as const },
  description: 'A moment in UTC, with milliseconds.',
  examples: ['2027-03-01T08:30:00.000Z'],
  format: 'date-time',
};
/** A moment in an answer: a text there, an Instant inside. Those of stored shapes are told of alike. */
export const instant = z.codec(z.string(), epochInstant, instantText).meta(ofInstant);
z.globalRegistry.add(storedInstant, ofInstant);

/**
 * A text that must mean something when it comes in; in an answer it is what is stored.
 * @param example overrides, as what is read in would lose its examples in the document
 */
function meaningful<Text extends string>(
  hasMeaning: (text: string) => text is Text,
  messageOf: (text: string) => string,
  example: string,
) {
  const inside = z.custom<Text>((value) => typeof value === 'string');
  return z
    .codec(z.string(), inside, {
      decode(text, context) {
        if (hasMeaning(text)) return text;
        context.issues.push({ code: 'custom', message: messageOf(text), input: text });
        return z.NEVER;
      },
      encode: (text) => text,
    })
    .meta({ override: { type: 'string', examples: [example] } });
}

export const zone = meaningful(
  isZone,
  () => 'Not a known time zone: use an IANA name such as Europe/Paris.',
  'Europe/Paris',
).meta({ description: 'An IANA time zone.' });

export const day = meaningful(
  isLocalDate,
  (text) => `“${text}” is not a day of the calendar: write it as 2027-05-14.`,
  '2027-05-14',
).meta({ description: 'A day, `YYYY-MM-DD`.' });

export const language = z
  .enum(languages, `Choose one of ${languages.join(', ')}.`)
  .meta({ description: 'A language of what recipients see.', examples: ['fr'] });

export const stepType = z
  .enum(stepTypes, `Choose one of ${stepTypes.join(', ')}.`)
  .meta({ description: 'The kind of a step.', examples: ['automated-mail'] });

/** The kind of a step that people put into a sequence. */
export const sequenceStepType = stepType.refine(
  (type) => sequenceStepTypes.some((known) => known === type),
  `Choose one of ${sequenceStepTypes.join(', ')}.`,
);

export const weekday = z
  .enum(weekdays, `Choose one of ${weekdays.join(', ')}.`)
  .meta({ description: 'A day of the week.', examples: ['monday'] });

/** A line of text of a person: trimmed, not empty, without control characters. */
export const line = (longest: number, what: string, example: string) =>
  z
    .string()
    .trim()
    .min(1, `${what} cannot be empty.`)
    .max(longest, `${what} has ${longest} characters at most.`)
    .regex(/^\P{Cc}*$/u, `${what} must be one line, without control characters.`)
    .meta({ description: `${what}.`, examples: [example] });

/** The name of a field of an organisation's own. */
export const fieldName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/, 'A field name is a letter, then up to 39 letters, digits or “_”.')
  .refine((name) => !isReservedName(name), 'This name is taken by the system: choose another.');

const fieldValue = z.string().max(2000, 'A field has 2,000 characters at most.');

const fieldsMeta = {
  description: 'Custom fields by name; templates read them as `lead.fields.<name>`.',
  examples: [{ industry: 'bakery' }],
};

/** Own fields of a lead or account, by name. */
export const fields = z
  .record(fieldName, fieldValue)
  .refine((value) => Object.keys(value).length <= mostOwnFields, `Keep within ${mostOwnFields} fields.`)
  .meta(fieldsMeta);

/** Own fields to be changed one by one; null takes one away, whatever it was called before names had a form. */
export const fieldChanges = z
  .record(z.string(), fieldValue.nullable())
  .superRefine((value, context) => {
    for (const [name, field] of Object.entries(value)) {
      const problem = field === null ? undefined : fieldName.safeParse(name).error?.issues[0];
      if (problem) context.addIssue({ code: 'custom', path: [name], message: problem.message });
    }
  })
  .meta({ ...fieldsMeta, description: `${fieldsMeta.description} null takes one away.` });

export const revision = about(z.int(), 'Raised by each change; also sent as `ETag`.', 3);

/** Headers of an operation that may be repeated with the same key: it is answered alike and nothing is done twice. */
export const idempotencyKey = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/, 'The key is 1 to 128 visible characters.')
    .optional()
    .meta({
      description: 'Chosen by the caller, new for each new request.',
      examples: ['7f9c2ba4-e88f-4a53'],
    }),
});
