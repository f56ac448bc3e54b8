import * as z from 'zod';
import { scoreReasons } from '#shared/domain/scoring/reasons.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import { everyone, revised, type Operation } from './operation.ts';
import { webhookMethods } from '#shared/domain/settings/lead-webhook.ts';
import { about, suchAs } from './about.ts';
import { userId } from './ids.ts';
import { day, language, revision, stepType, weekday, zone } from './values.ts';

const time = (example: string) => about(z.string(), 'A time of day, `HH:MM`.', example);
const cap = (of: string) =>
  about(z.number().nullable(), `Most ${of} a day of one user; null: no limit.`, 100);
const keptMonths = (what: string) =>
  about(z.number().nullable(), `${what}; not for groups or users (F9).`, 24);
const skips = about(z.array(stepType), 'Step types that are skipped.', ['automated-mail', 'mail']);

const webhook = z
  .strictObject({
    url: about(
      z.string(),
      'Where to send: https, without name and password in it.',
      'https://example.com/hooks/relance',
    ),
    method: suchAs(z.enum(webhookMethods).default('POST'), 'POST'),
    headers: z
      .record(
        z.string(),
        z
          .string()
          .max(2000, 'A value has 2000 characters at most.')
          .regex(/^(?!sealed:)/, 'A value cannot begin with “sealed:”, which marks stored ones.')
          .nullable(),
      )
      .default({})
      .meta({
        description:
          'Further headers. Their values are kept encrypted and never given back: they read as null, and null keeps the value stored for the same name, as long as scheme, host and port of `url` stay.',
        examples: [{ authorization: 'Bearer 0a1b2c' }],
      }),
    active: about(z.boolean().default(true), 'Nothing is sent while false.'),
  })
  .nullable();

/** The shape of every setting. What more must hold is said by `validateSettings`. */
const shapes = {
  profile: z
    .strictObject({
      name: suchAs(z.string(), 'Acme SARL'),
      address: about(z.string().max(500), 'Postal address, for footers.', '1 rue de la Paix, Paris'),
      zone: about(zone, 'Default IANA time zone.'),
      language,
    })
    .meta({ description: 'The organisation itself; not for groups or users.' }),
  workingDays: about(z.array(weekday), 'Days on which mails and texts are sent and tasks appear (A1).', [
    'monday',
    'tuesday',
  ]),
  workingHours: about(
    z.array(z.strictObject({ from: time('09:00'), to: time('18:00') })),
    'Hours in which mails and texts are sent and tasks appear: in order, not overlapping; `to` may be 24:00 (A2).',
  ),
  windowZone: about(
    z.enum(['sender', 'recipient']),
    'Whose time zone working days and hours are read in (A2).',
    'sender',
  ),
  holidays: z
    .strictObject({
      country: about(z.string().nullable(), 'Country of the public holidays; null: none.', 'FR'),
      extra: about(z.array(day), 'Further days off.', ['2027-05-14']),
    })
    .meta({ description: 'Public holidays and further days off (F7).' }),
  absences: z
    .array(
      z.strictObject({
        from: about(day, 'First day away.', '2027-07-12'),
        to: about(day, 'Last day away.', '2027-07-30'),
        standIn: about(userId.nullable(), 'The delegate; null: everything waits for the return.', 'paul'),
      }),
    )
    .meta({ description: 'Days on which a user is away; for users alone (F7).' }),
  maxMailsPerDay: cap('mails'),
  maxSmsPerDay: cap('SMS'),
  mailDelay: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('fixed'), seconds: z.number() }),
      z.strictObject({ kind: z.literal('random'), minSeconds: z.number(), maxSeconds: z.number() }),
    ])
    .meta({
      description: 'Gap between two automated mails of one sender (A5).',
      examples: [{ kind: 'fixed', seconds: 90 }],
    }),
  unsubscribeRules: z
    .strictObject({ skips })
    .meta({ description: 'What is skipped once a lead unsubscribed (A6).' }),
  bounceRules: about(
    z.strictObject({ skips }),
    'What is skipped once a mail bounced for good; reply and automated-reply follow mail and automated-mail and are not listed (A7).',
  ),
  maxTasksPerDay: cap('new tasks'),
  taskLateness: about(
    z.partialRecord(stepType, z.number()),
    'Minutes after which a task is late, by step type (A10).',
    { call: 240 },
  ),
  skipReasons: z
    .strictObject({
      reasons: z.array(z.strictObject({ id: z.string(), label: z.string() })),
      compulsoryFor: z.array(stepType),
    })
    .meta({
      description:
        'Reasons for skipping a task, and the step types that need one; “other” always exists (A11).',
      examples: [{ reasons: [{ id: 'no-answer', label: 'No answer' }], compulsoryFor: ['call'] }],
    }),
  scoring: z
    .strictObject({
      points: about(
        z.partialRecord(z.enum(scoreReasons), z.number()),
        'Whole points, −1000 to 1000, by reason; a reason that is absent gives none.',
        { mailOpened: 1, mailClicked: 5, replied: 20, unsubscribed: -20 },
      ),
      threshold: about(z.number(), 'Score from which a lead is qualified, 1 or more.', 20),
      halfLifeDays: about(
        z.number().nullable(),
        'Days in which points lose half of their worth; null: they keep it.',
        30,
      ),
    })
    .meta({ description: 'How the leads of a user are scored (A12).' }),
  leadWebhooks: about(
    z.strictObject({ convert: webhook, disqualify: webhook }),
    'Webhooks that are called when a lead is converted or disqualified; the lead’s owner decides which; null: none (A14).',
  ),
  smsQuietHours: z
    .strictObject({ from: time('23:00'), to: time('07:30'), policy: z.enum(['drop', 'defer']) })
    .meta({ description: 'When no SMS goes out, in the recipient’s zone (E4).' }),
  smsService: about(
    z.boolean(),
    'Whether texts can be sent: while not, no sequence or automation with one is published; not for groups or users (E8).',
    true,
  ),
  tracking: z
    .strictObject({
      opens: about(z.boolean(), 'Opens are tracked, by an invisible picture in each mail.'),
      clicks: about(z.boolean(), 'Clicks are tracked: links of mails and texts lead through a redirect.'),
    })
    .meta({ description: 'Whether opens and clicks are tracked (F8).' }),
  replyForwarding: about(
    z.boolean(),
    'What leads answer is forwarded to the address of the user whom it is for; users decide it for themselves too (D5).',
    true,
  ),
  replyRetentionDays: about(
    z.number(),
    'Days that replies are kept, 30 to 3650; not for groups or users. The mails as they came go after 30 days (D5).',
    365,
  ),
  leadRetentionMonths: keptMonths(
    'Months without any activity after which a lead is erased, as by `POST /v1/leads/{id}/erase`, 1 to 120; null: never. Not while an enrollment of it is under way or a task is open',
  ),
  activityRetentionMonths: keptMonths(
    'Months that activities of leads are kept, 1 to 120; null: for good. Figures stay',
  ),
  answerRetentionMonths: keptMonths(
    'Months that answers to surveys are kept, 1 to 120; null: for good. That a client answered stays counted',
  ),
  sentTextDays: about(
    z.number(),
    'Days that the words of sent mails and texts are kept, 0 to 3650; 0: they are not kept. Not for groups or users (F9).',
    365,
  ),
  sending: z
    .strictObject({
      domain: suchAs(z.string(), 'acme.example'),
      linkHost: suchAs(z.string(), 'go.acme.example'),
    })
    .nullable()
    .meta({
      description: 'The verified sending domain (A8); read only: `/v1/sending-domain` decides it.',
    }),
} satisfies { [Name in keyof Settings]: z.ZodType };

const names = Object.keys(shapes) as [keyof Settings, ...(keyof Settings)[]];

/** Some settings, by name: what one level decides. */
const settingsValues = z.strictObject(shapes).partial().meta({ id: 'SettingsValues' });

export const settingsScope = z
  .string()
  .regex(
    /^(organisation|(group|user)\.[a-z0-9][a-z0-9-]{0,19})$/,
    'The scope is organisation, group.<id> or user.<id>.',
  )
  .meta({ description: '`organisation`, `group.<id>` or `user.<id>`.', examples: ['group.paris'] });

const settingsOfLevel = z
  .object({ scope: suchAs(z.string(), 'group.paris'), revision, values: settingsValues })
  .meta({
    id: 'Settings',
    description: 'What one level decides. Names that are absent are decided elsewhere.',
  });

/** Who decided a setting. */
export const settingSource = z
  .object({
    level: z.enum(['user', 'group', 'organisation', 'default']),
    id: about(z.string(), 'Of the user, group or organisation; `default` for what nobody decided.'),
  })
  .meta({ description: 'Who decided the value.', examples: [{ level: 'group', id: 'paris' }] });

const effective = Object.fromEntries(
  Object.entries(shapes).map(([name, value]) => [name, z.object({ value, source: settingSource })]),
) as unknown as {
  [Name in keyof Settings]: z.ZodObject<{ value: (typeof shapes)[Name]; source: typeof settingSource }>;
};

const effectiveSettings = z.object(effective).meta({ id: 'EffectiveSettings' });

const someValue = z
  .object({
    value: about(z.unknown(), 'The value, in the shape of the setting.', 200),
    source: settingSource,
  })
  .meta({ id: 'SomeSetting' });

const changePreview = z
  .object({
    affected: about(z.int(), 'Users for whom a value changes.', 12),
    users: about(
      z.array(
        z.object({
          userId: z.string(),
          name: z.string(),
          changes: z.array(
            z.object({
              setting: about(z.string(), 'The name of the setting.', 'maxMailsPerDay'),
              from: someValue,
              to: someValue,
            }),
          ),
        }),
      ),
      'These users, 200 at most.',
    ),
    pending: z
      .object({
        steps: about(z.int(), 'Steps of these users that have a time or queue.', 340),
        complete: about(z.boolean(), 'False: only the first 10,000 enrollments were looked at.'),
      })
      .meta({ description: 'What is pending for them.' }),
  })
  .meta({ id: 'SettingsPreview' });

const onSettings = { tag: 'Settings', roles: everyone } as const;
const onLevel = { ...onSettings, params: z.object({ scope: settingsScope }) } as const;

export const settingsOperations = {
  getSettings: {
    ...onLevel,
    on: 'GET /v1/settings/{scope}',
    summary: 'What one level decides',
    ...revised(settingsOfLevel, 'The settings of the level.'),
    problems: [404],
  },
  changeSettings: {
    ...onLevel,
    on: 'PATCH /v1/settings/{scope}',
    summary: 'Decide some settings at one level',
    description:
      'Each setting given replaces that setting as a whole; the others stay. Admins decide everything; a manager the unsubscribe rules of the groups and users led, and the absences of those users; a user the own absences.',
    body: settingsValues,
    ...revised(settingsOfLevel, 'The settings of the level after the change.'),
    conditional: true,
    problems: [404, 412, 428],
  },
  previewSettings: {
    ...onLevel,
    on: 'POST /v1/settings/{scope}/preview',
    summary: 'See what deciding some settings would change, and for whom',
    description:
      'Saves nothing. Problems are those of saving. Pending steps ask the settings when they wake: a change moves what is pending then, and nothing that the new settings forbid goes out (A1).',
    body: settingsValues,
    returns: { status: 200, description: 'What would change.', body: changePreview },
    problems: [404],
  },
  removeSetting: {
    ...onSettings,
    on: 'DELETE /v1/settings/{scope}/{name}',
    summary: 'Remove an exception',
    description: 'The setting is decided elsewhere from then on: by a wider level, or by the default.',
    params: z.object({
      scope: settingsScope,
      name: z
        .enum(names, `Choose one of ${names.join(', ')}.`)
        .meta({ description: 'The name of the setting.', examples: ['workingHours'] }),
    }),
    ...revised(settingsOfLevel, 'The settings of the level after the change.'),
    conditional: true,
    problems: [404, 412, 428],
  },
  getEffectiveSettings: {
    ...onLevel,
    on: 'GET /v1/settings/{scope}/effective',
    summary: 'What applies at a level, and who decided it',
    description:
      'Of the organisation: its own decisions, else the defaults; of a group: its exceptions before those; of a user: everything that applies to the user.',
    returns: { status: 200, description: 'Every setting with its source.', body: effectiveSettings },
    problems: [404],
  },
  getUserSettings: {
    ...onSettings,
    on: 'GET /v1/users/{id}/settings',
    summary: 'What applies to a user, and who decided it',
    params: z.object({ id: userId }),
    returns: { status: 200, description: 'Every setting with its source.', body: effectiveSettings },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
