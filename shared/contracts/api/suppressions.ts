import * as z from 'zod';
import { suppressionReasons, suppressionSources } from '#shared/domain/people/suppression.ts';
import { about } from './about.ts';
import { suppressionId } from './ids.ts';
import { job } from './jobs.ts';
import { admins, managersUp, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { email } from './people.ts';
import { normalisedPhone, phone } from './phone.ts';
import { instant, instantIn, line } from './values.ts';

const reason = about(
  z.enum(suppressionReasons, `Choose one of ${suppressionReasons.join(', ')}.`),
  'unsubscribed, complained and by-hand skip what the unsubscribe rules skip (A6), bounced what the bounce rules skip (A7).',
  'unsubscribed',
);

const note = line(500, 'The note', 'Asked on the phone');

const suppression = z
  .object({
    id: suppressionId,
    address: about(z.string(), 'A mail address, or a phone number in E.164.'),
    reason,
    at: about(instant, 'Since when: when the person unsubscribed, when the mail bounced.'),
    addedAt: about(instant, 'When it came onto the list.'),
    source: about(
      z.enum(suppressionSources),
      'recipient: the person · provider: a notification · user: `by` · import: a file of `by`.',
    ),
    by: about(z.string().optional(), 'The user who added it.'),
    note: z.string().optional(),
    leadId: about(z.string().optional(), 'The lead that it came from.'),
    lifted: z
      .object({ at: instant, by: z.string(), note: z.string().optional() })
      .optional()
      .meta({ description: 'Who lifted it; absent while it is in force.' }),
  })
  .meta({ id: 'Suppression' });

/** An address that is looked for. A `+` that is not written %2B comes as a space, and is meant nonetheless. */
const addressIn = z
  .string()
  .trim()
  .transform((text, context) => {
    if (text.includes('@')) return text;
    const number = normalisedPhone(text.startsWith('+') ? text : `+${text}`, undefined);
    if (number !== undefined) return number;
    context.addIssue({
      code: 'custom',
      message: 'Write a mail address, or a phone number with its country as +33612345678.',
    });
    return z.NEVER;
  });

const suppressionIn = z
  .strictObject({
    email: about(email.optional(), 'A mail address. Either this or `phone`.'),
    phone: about(phone.optional(), 'A phone number. Either this or `email`.'),
    reason: reason.default('by-hand'),
    at: about(instantIn.optional(), 'Since when; by default now.'),
    note: note.optional(),
  })
  .refine((value) => (value.email === undefined) !== (value.phone === undefined), {
    path: ['email'],
    message: 'Give either email or phone.',
  })
  .meta({
    id: 'SuppressionIn',
    examples: [{ email: 'ana@example.com', reason: 'unsubscribed', at: '2027-03-01T09:30:00Z' }],
  });

const suppressions = { tag: 'Suppressions', roles: managersUp } as const;
const oneSuppression = { ...suppressions, params: z.object({ id: suppressionId }) } as const;

export const suppressionOperations = {
  listSuppressions: {
    ...suppressions,
    on: 'GET /v1/suppressions',
    summary: 'List addresses that are not written to',
    description:
      'An address with several reasons is there once for each. For the whole list in a file, export it.',
    query: pageQuery.extend({
      reason: about(reason.optional(), 'Only those for this reason.'),
      address: about(addressIn.optional(), 'Only this mail address or phone number.', 'ana@example.com'),
      lifted: z
        .enum(['true', 'false'], 'Choose true or false.')
        .default('false')
        .transform((text) => text === 'true')
        .meta({ description: 'Those that were lifted instead of those in force.' }),
    }),
    returns: { status: 200, description: 'Addresses with reason and date.', body: pageOf(suppression) },
  },
  exportSuppressions: {
    ...suppressions,
    on: 'POST /v1/suppressions/export',
    summary: 'Write the whole list into a file',
    description:
      'Makes a job. When it is done, `GET /v1/jobs/{id}/result.csv` says where the file is; it can be imported again as it is.',
    roles: admins,
    returns: { status: 202, description: 'The job.', body: job },
  },
  addSuppression: {
    ...suppressions,
    on: 'POST /v1/suppressions',
    summary: 'Put an address on the list',
    description:
      'Every lead that has it, now or later, is suppressed for the reason. 201: it is new; 200: it was there, and the first date stays.',
    body: suppressionIn,
    returns: { status: 200, description: 'The entry.', body: suppression },
    mayCreate: true,
  },
  getSuppression: {
    ...oneSuppression,
    on: 'GET /v1/suppressions/{id}',
    summary: 'Read an entry',
    returns: { status: 200, description: 'The entry, lifted or not.', body: suppression },
    problems: [404],
  },
  liftSuppression: {
    ...oneSuppression,
    on: 'DELETE /v1/suppressions/{id}',
    summary: 'Lift a suppression',
    description:
      'Leads with the address are written to again, unless another reason or another address of theirs forbids it; an activity of each says so. What was skipped or finished stays so. The entry stays readable with who lifted it.',
    roles: admins,
    query: z.object({ note: about(note.optional(), 'Why.') }),
    returns: { status: 200, description: 'The entry, lifted.', body: suppression },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
