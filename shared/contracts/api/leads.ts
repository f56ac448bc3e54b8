import * as z from 'zod';
import { lead as storedLead } from '#shared/domain/people/people.ts';
import { about } from './about.ts';
import { accountId, filterId, leadId, userId } from './ids.ts';
import { admins, everyone, revised, type Operation } from './operation.ts';
import { job } from './jobs.ts';
import { pageOf, pageQuery } from './page.ts';
import { email } from './people.ts';
import { normalisedPhone, wrongPhone } from './phone.ts';
import { scoreOfLead } from './scores.ts';
import { storedFields } from './stored-fields.ts';
import { fieldChanges, fields, instant, line, revision, zone } from './values.ts';

const leadShape = {
  firstName: line(100, 'The first name', 'Ana').optional(),
  lastName: line(100, 'The last name', 'Dupont').optional(),
  title: line(100, 'The title', 'Head of purchasing').optional(),
  email: email.optional(),
  phone: about(
    z.string().trim().optional(),
    'A phone number; a national one is read as of `country`. Stored in E.164.',
    '+33612345678',
  ),
  zone: zone.optional(),
  language: z
    .string()
    .regex(/^[a-z]{2}$/, 'Write the language as two small letters, such as fr (ISO 639-1).')
    .optional()
    .meta({ description: 'ISO 639-1.', examples: ['fr'] }),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Write the country as two capitals, such as FR (ISO 3166-1).')
    .optional()
    .meta({ description: 'ISO 3166-1 alpha-2.', examples: ['FR'] }),
  accountId: accountId.optional(),
  ownerId: about(userId.optional(), 'The user that the lead belongs to; by default whoever makes it.'),
  fields: fields.optional(),
};

type WithPhone = { phone?: string | null | undefined; country?: string | null | undefined };

/** Asked even when other values are wrong, so that all problems are reported at once; hence the doubts about types. */
const always = { when: () => true };
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function phoneExists(lead: unknown): boolean {
  if (!isRecord(lead) || typeof lead.phone !== 'string') return true;
  return (
    normalisedPhone(lead.phone, typeof lead.country === 'string' ? lead.country : undefined) !== undefined
  );
}

function isReachable(lead: unknown): boolean {
  return !isRecord(lead) || lead.email != null || lead.phone != null;
}

function phoneInE164<T extends WithPhone>(lead: T): T {
  if (typeof lead.phone !== 'string') return lead;
  return { ...lead, phone: normalisedPhone(lead.phone, lead.country ?? undefined) };
}

/** A lead as given through the API, and as one row of a CSV gives it. */
export const leadIn = z
  .strictObject(leadShape)
  .refine(isReachable, {
    ...always,
    path: ['email'],
    message: 'Give an email address or a phone number: without either nobody can be reached.',
  })
  .refine(phoneExists, { ...always, path: ['phone'], message: wrongPhone })
  .transform(phoneInE164)
  .meta({ id: 'LeadIn' });
export type LeadIn = z.output<typeof leadIn>;

const nullable = <Schema extends z.ZodType>(schema: z.ZodOptional<Schema>) =>
  z.nullable(schema.unwrap()).optional();

/** What changes of a lead; null takes a value away. Own fields are changed one by one. */
const leadChange = z
  .strictObject({
    firstName: nullable(leadShape.firstName),
    lastName: nullable(leadShape.lastName),
    title: nullable(leadShape.title),
    email: nullable(leadShape.email),
    phone: nullable(leadShape.phone),
    zone: nullable(leadShape.zone),
    language: nullable(leadShape.language),
    country: nullable(leadShape.country),
    accountId: nullable(leadShape.accountId),
    ownerId: userId.optional(),
    fields: fieldChanges.optional(),
  })
  .refine(phoneExists, { ...always, path: ['phone'], message: wrongPhone })
  .transform(phoneInE164)
  .meta({ id: 'LeadChange' });
export type LeadChange = z.output<typeof leadChange>;

const personal = ['firstName', 'lastName', 'title', 'email', 'phone', 'language', 'country'] as const;
const lead = z
  .object({
    id: leadId,
    revision,
    status: about(z.enum(storedLead.shape.status.options), 'A lead becomes a contact when converted.'),
    ...storedFields(storedLead, 'ownerId', 'accountId', ...personal, 'fields'),
    zone: z.string().optional(),
    suppression: about(
      z.object(storedLead.shape.suppression.shape),
      'Why the person may not be written to, and since when (D7, A7).',
    ),
    convertedAt: instant.optional(),
    disqualifiedAt: about(instant.optional(), 'When it was last disqualified.'),
    reopenedAt: about(instant.optional(), 'When it was last reopened.'),
    createdAt: instant,
    score: about(scoreOfLead.optional(), 'When leads are read or listed (A12).'),
  })
  .meta({ id: 'Lead' });

const leads = { tag: 'Leads', roles: everyone } as const;
const oneLead = { ...leads, params: z.object({ id: leadId }) } as const;

export const leadOperations = {
  listLeads: {
    ...leads,
    on: 'GET /v1/leads',
    summary: 'List leads',
    description: 'Users get their own leads, managers those of their groups, admins all.',
    query: pageQuery.extend({
      email: about(
        z.string().trim().toLowerCase().optional(),
        'Only leads with this address.',
        'ana@example.com',
      ),
      owner: about(userId.optional(), 'Only leads of this user.'),
      filter: about(
        filterId.optional(),
        'Only leads that match this saved filter now (E1), not with `qualified`. A page may then hold fewer than `limit`, or nothing, and there may be more.',
      ),
      qualified: about(
        z.literal('true', 'Write true, or leave it out.').optional(),
        'Only leads whose score is at the threshold or above it, by since when (A12). A page may then hold fewer than `limit`.',
      ),
    }),
    returns: { status: 200, description: 'Leads.', body: pageOf(lead) },
    problems: [404, 409],
  },
  createLead: {
    ...leads,
    on: 'POST /v1/leads',
    summary: 'Create a lead',
    description:
      'The id is made from the address, or from the phone number when there is none: a person who is there already gives 409 with the id.',
    body: leadIn,
    ...revised(lead, 'The lead.', 201),
    problems: [409],
  },
  getLead: {
    ...oneLead,
    on: 'GET /v1/leads/{id}',
    summary: 'Read a lead',
    ...revised(lead, 'The lead.'),
    problems: [404],
  },
  changeLead: {
    ...oneLead,
    on: 'PATCH /v1/leads/{id}',
    summary: 'Change a lead',
    description: 'What is absent stays; null takes a value away. The id stays even when the address changes.',
    body: leadChange,
    ...revised(lead, 'The lead.'),
    conditional: true,
    problems: [404, 409, 412, 428],
  },
  convertLead: {
    ...oneLead,
    on: 'POST /v1/leads/{id}/convert',
    summary: 'Convert a lead into a contact',
    description:
      'Stops its enrollments, save those of sequences that go on (D5), and tells the webhook of the owner’s setting `leadWebhooks.convert` (A14). Converting a contact changes nothing and tells nobody again.',
    ...revised(lead, 'The contact.'),
    problems: [404],
  },
  disqualifyLead: {
    ...oneLead,
    on: 'POST /v1/leads/{id}/disqualify',
    summary: 'Disqualify a lead, for good or until it is reopened',
    description:
      'Stops its enrollments (D5) and tells the webhook of the owner’s setting `leadWebhooks.disqualify` (A14). Disqualifying it again changes nothing and tells nobody again.',
    ...revised(lead, 'The lead, disqualified.'),
    problems: [404],
  },
  reopenLead: {
    ...oneLead,
    on: 'POST /v1/leads/{id}/reopen',
    summary: 'Reopen a disqualified lead',
    description:
      'It is a lead, or a contact, as before and may be enrolled again; what was stopped stays stopped, and no webhook is told. One that is not disqualified stays as it is.',
    ...revised(lead, 'The lead.'),
    problems: [404],
  },
  unsubscribeLead: {
    ...oneLead,
    on: 'POST /v1/leads/{id}/unsubscribe',
    summary: 'Unsubscribe a lead, as asked by word of mouth',
    description:
      'From all present and future sequences (D7). Repeating it changes nothing: the first date stays.',
    ...revised(lead, 'The lead, with the date of unsubscription.'),
    problems: [404],
  },
  eraseLead: {
    ...oneLead,
    on: 'POST /v1/leads/{id}/erase',
    summary: 'Erase everything that is held of a person',
    description:
      'A job, which cannot be undone: at once nothing more goes out to the person, then everything held of the person goes, or no longer says whom it was about, in two rounds a quarter of an hour apart. The address stays on the suppression list as a salted hash. When the job is done, its `certificate` says what was erased. Figures of sequences stay, without who is behind them.',
    roles: admins,
    returns: { status: 202, description: 'The job.', body: job },
    located: true,
    problems: [404],
  },
  exportLead: {
    ...oneLead,
    on: 'POST /v1/leads/{id}/export',
    summary: 'Write everything that is held of a person into files',
    description:
      'A job: follow it with `GET /v1/jobs/{id}`; the parts of `GET /v1/jobs/{id}/result.csv` are then the URLs of two files, one in JSON and one to be read, in HTML.',
    returns: { status: 202, description: 'The job.', body: job },
    located: true,
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
