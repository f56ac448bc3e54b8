import { crmKinds } from '#shared/domain/connections/connectors.ts';
import * as z from 'zod';
import { jobKinds } from '#shared/domain/jobs/job.ts';
import { forecastIn, forecastSummary } from './forecasts.ts';
import { about, suchAs } from './about.ts';
import { jobId, recordTypeId, sequenceId, userId } from './ids.ts';
import { everyone, type Operation } from './operation.ts';
import { pageInTimeQuery, pageOf } from './page.ts';
import { idempotencyKey, instant } from './values.ts';

const strict = about(z.boolean().default(false), 'Refuse the whole file when one row is refused.');

const jobIn = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: about(
        z.enum(['import-leads', 'import-suppressions']),
        'import-leads: makes and updates leads. import-suppressions (admins): puts addresses on the suppression list.',
      ),
      strict,
    }),
    z.strictObject({
      kind: about(z.literal('import-records'), 'Makes and changes records of a type (E1).'),
      strict,
      typeId: recordTypeId,
    }),
    z.strictObject({
      kind: about(z.literal('enroll-leads'), 'Enrolls leads that exist, by `email`, `phone` or `lead`.'),
      strict,
      sequenceId,
      userId: about(userId.optional(), 'The user in whose name it goes; by default the caller.'),
    }),
    z.strictObject({
      kind: about(
        z.literal('forecast'),
        'Forecasts every step of up to 100,000 leads (F1). It needs no file and runs at once.',
      ),
      forecast: about(forecastIn, 'As for POST /v1/forecasts.'),
    }),
  ])
  .meta({
    id: 'JobIn',
    examples: [
      { kind: 'import-leads', strict: false },
      { kind: 'forecast', forecast: { sequenceId: 'spring-26', leads: { count: 20_000 } } },
    ],
  });
export type JobIn = z.output<typeof jobIn>;

const rejected = z.object({
  line: about(z.int(), 'Line of the file, from 1.', 17),
  column: about(z.string().optional(), 'The column with the problem.', 'email'),
  reason: about(z.string(), 'What to mend.'),
});

const column = z.object({
  name: about(z.string(), 'As it stands in the first line.', 'Prénom'),
  readAs: about(
    z.string().optional(),
    'The value that it gives, `fields.<name>` for an own field; absent: it is passed over.',
    'firstName',
  ),
  words: suchAs(z.string(), 'column Prénom read as firstName'),
});

const tables = z.array(
  z.object({
    table: suchAs(z.string(), 'activities'),
    removed: about(z.int(), 'Items that went.', 12),
    anonymised: about(z.int(), 'Items that stay and no longer say whom they were about, or what.', 3),
  }),
);

const certificate = z.object({
  at: instant,
  by: about(
    z.string(),
    'The user who asked for it; `setting:retention`: nothing had happened to these leads for long.',
    'ada',
  ),
  leads: about(z.int(), 'How many people it erased.', 1),
  tables,
  kept: about(z.array(z.string()), 'What stays, and until when.'),
});

const retention = z.object({
  since: about(instant, 'From when on it is counted.'),
  begunAt: about(instant, 'When the last round over all leads began: one a day.'),
  leads: about(
    z.int(),
    'Inactive leads that were handed over to be erased; their jobs have the certificates.',
    20,
  ),
  tables,
});

/** A job and how far it is. */
export const job = z
  .object({
    id: jobId,
    kind: z.enum(jobKinds),
    status: z.enum(['awaiting-upload', 'running', 'done', 'failed']),
    strict: z.boolean(),
    phase: about(z.enum(['check', 'write']), 'A strict job checks every row before it writes any.'),
    createdBy: z.string(),
    createdAt: instant,
    finishedAt: instant.optional(),
    sequenceId: z.string().optional(),
    typeId: z.string().optional(),
    userId: z.string().optional(),
    progress: z
      .object({ read: z.int(), accepted: z.int(), unchanged: z.int(), rejected: z.int() })
      .meta({ description: 'Rows read, written, found as they were, and refused.' }),
    columns: about(
      z.array(column).optional(),
      'What was understood of the columns of its file; absent until the first line is read.',
    ),
    percent: about(z.number(), 'How much of the file is done, 0 to 100.', 42),
    rejected: about(z.array(rejected), 'The first refused rows; all are in `rejected.csv`.'),
    warned: about(
      z.array(rejected).optional(),
      'The first leads enrolled with a warning (D7); all are in `warned.csv`.',
    ),
    forecast: z
      .object({ summary: forecastSummary.optional() })
      .optional()
      .meta({ description: 'For forecast: what it came to; absent until it is done.' }),
    certificate: about(certificate.optional(), 'Of erase-lead, once it is done: what was erased (F9).'),
    retention: about(
      retention.optional(),
      'Of apply-retention, which removes what is kept no longer by the settings: what it has removed so far (F9).',
    ),
    crmImport: about(
      z
        .object({
          connection: z.enum(crmKinds),
          total: about(z.int(), 'How many people there were, about, when it began.'),
          paused: z.object({ since: instant, by: z.string() }).optional(),
          estimatedEnd: about(instant.optional(), 'When it will be done, if it goes on as it went so far.'),
        })
        .optional(),
      'Of import-crm: of how many people of which CRM (B6).',
    ),
    problem: about(z.string().optional(), 'Why it failed.'),
  })
  .meta({ id: 'Job' });

const created = z
  .object({
    job,
    upload: z
      .object({
        method: z.literal('PUT'),
        url: about(z.string(), 'PUT the CSV here within 15 minutes; 100 MB at most.'),
      })
      .optional()
      .meta({ description: 'Then POST /v1/jobs/{id}/start. Absent: it needs no file and runs already.' }),
  })
  .meta({ id: 'JobCreated' });

const parts = z.object({ parts: z.array(about(z.string(), 'URL of a part.')) }).meta({ id: 'FileParts' });

const jobs = { tag: 'Jobs', roles: everyone } as const;
const oneJob = { ...jobs, params: z.object({ id: jobId }) } as const;

export const jobOperations = {
  createJob: {
    ...jobs,
    on: 'POST /v1/jobs',
    summary: 'Prepare a job and get a URL for its file',
    description:
      'The file is CSV in UTF-8, with “,”, “;” or tab between columns and a first line of names: email, phone, first_name, last_name, title, zone, language, country, owner (id or address of a user), account (name of a company); any other column becomes a custom field, and one called `fields.<name>` is the custom field of that name whatever else it could mean. A row updates the lead where the person exists already; empty cells change nothing. For import-suppressions the columns are email, phone or address, reason (unsubscribed, complained, bounced or by-hand, the default), date (kept as the date of suppression), note and country; other columns are ignored. For import-records they are source_id, which is compulsory, email, phone or lead (the id), account, owner, and the fields of the type by name or label: money as `1234.50 EUR`, days as `2027-05-14`, moments with `Z` or an offset, yes or no; other columns are ignored, and empty cells change nothing. A job of kind forecast needs no file: it runs at once, its lines are in `result.csv` and its load in `load.csv`.',
    body: jobIn,
    returns: { status: 201, description: 'The job, and where to PUT its file.', body: created },
    problems: [404, 409],
  },
  importLeads: {
    tag: 'Leads',
    roles: everyone,
    on: 'POST /v1/leads/import',
    summary: 'Import leads from a CSV of up to 1 MB',
    description:
      'A job of kind import-leads over the body, which runs at once: read it at `Location` until it is done. Columns, options and access are those of the job; a longer file takes `POST /v1/jobs`. Repeat a request whose answer was lost with the same `Idempotency-Key`: it is the same job. Keys are kept for a day.',
    headers: idempotencyKey,
    query: z.object({
      strict: about(
        z.enum(['true', 'false'], 'Write true or false.').default('false'),
        'Refuse the whole file when one row is refused.',
      ).transform((text) => text === 'true'),
    }),
    body: z.string().meta({
      description: 'CSV in UTF-8 with a first line of names.',
      examples: ['email,first_name\r\nana@example.com,Ana\r\n'],
    }),
    bodyKind: 'csv',
    maxBodyBytes: 1_000_000,
    returns: { status: 202, description: 'The job, which runs.', body: job },
    located: true,
    problems: [409, 413, 415, 422],
  },
  startJob: {
    ...oneJob,
    on: 'POST /v1/jobs/{id}/start',
    summary: 'Start a job whose file is uploaded',
    description: 'Starting it again changes nothing.',
    returns: { status: 202, description: 'It runs.', body: job },
    problems: [404, 409],
  },
  listJobs: {
    ...jobs,
    on: 'GET /v1/jobs',
    summary: 'List jobs',
    description:
      'Those that concern nobody beyond what the caller may see, whoever made them (F11). A page may hold fewer than `limit`.',
    query: pageInTimeQuery,
    returns: { status: 200, description: 'Jobs, in the order asked for.', body: pageOf(job) },
  },
  getJob: {
    ...oneJob,
    on: 'GET /v1/jobs/{id}',
    summary: 'Read the progress of a job',
    returns: { status: 200, description: 'The job.', body: job },
    problems: [404],
  },
  getWarned: {
    ...oneJob,
    on: 'GET /v1/jobs/{id}/warned.csv',
    summary: 'Get the leads enrolled with a warning',
    description: 'Line and warning of each, as CSV, in parts like the refused rows (D7).',
    returns: { status: 200, description: 'Where to get the parts, for 15 minutes.', body: parts },
    problems: [404],
  },
  getResult: {
    ...oneJob,
    on: 'GET /v1/jobs/{id}/result.csv',
    summary: 'Get the file that an export or a forecast wrote',
    description:
      'As CSV in UTF-8, in parts that are joined in order; the first begins with the names of the columns. An apostrophe stands before a leading “+”, for spreadsheets. Of a forecast: lead, enrollment, sequence, step, channel, outcome (sent, task, skipped; finished, stopped, held for the end of a lead; not-forecast; already-enrolled), due, at, user and reasons, by time.',
    returns: { status: 200, description: 'Where to get the parts, for 15 minutes.', body: parts },
    problems: [404, 409],
  },
  getLoad: {
    ...oneJob,
    on: 'GET /v1/jobs/{id}/load.csv',
    summary: 'Get the load by user, channel and day',
    description:
      'Of a forecast: user, channel, day of the sender, how much goes out or appears on it, the cap and whether it is full, as CSV, in parts like the result (F1).',
    returns: { status: 200, description: 'Where to get the parts, for 15 minutes.', body: parts },
    problems: [404, 409],
  },
  getRejected: {
    ...oneJob,
    on: 'GET /v1/jobs/{id}/rejected.csv',
    summary: 'Get the refused rows as CSV',
    description:
      'A line for each refused row: its line in the file, the columns with a problem, and the reasons. Only the first line, of names: no row was refused so far. More than 4 MB are got in parts (409): see GET /v1/jobs/{id}/rejected.',
    returns: {
      status: 200,
      description: 'The refused rows.',
      body: z.string().meta({
        description: 'CSV in UTF-8.',
        examples: ['line,column,reason\r\n17,Mail,Not an email address that mail can be sent to.\r\n'],
      }),
      bodyKind: 'csv',
    },
    tooLong: 'Get its parts at GET /v1/jobs/{id}/rejected.',
    problems: [404, 409],
  },
  getRejectedParts: {
    ...oneJob,
    on: 'GET /v1/jobs/{id}/rejected',
    summary: 'Get the refused rows in parts',
    description:
      'Where the parts of `rejected.csv` are. They are joined in order; the first begins with the names of the columns.',
    returns: {
      status: 200,
      description: 'Where to get the parts, for 15 minutes. None: no row was refused so far.',
      body: parts,
    },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
