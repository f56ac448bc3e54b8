import * as z from 'zod/mini';
import { stepTypes } from '../channels/step-types.ts';
import { languages } from '../kernel/language.ts';
import type { Sourced } from '../kernel/reason.ts';
import { localTime, text, number, zone } from '../kernel/shapes.ts';
import { localDay } from '../time/local-day.ts';
import { scoring } from '../scoring/reasons.ts';
import { utc } from '../time/utc.ts';
import { weekdays } from '../time/weekday.ts';
import { leadWebhooks } from './lead-webhook.ts';

/** A span of a day, `from` included, `to` excluded; `to` may be `24:00`. */
const interval = z.object({ from: localTime, to: localTime });
export type Interval = z.output<typeof interval>;

/** Gap between two consecutive automated mails of one sender (A5), in seconds. */
const mailDelay = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('fixed'), seconds: number }),
  z.object({ kind: z.literal('random'), minSeconds: number, maxSeconds: number }),
]);
export type MailDelay = z.output<typeof mailDelay>;

/**
 * Days on which a user is away (F7), the first and the last included, on the clock that working days are read on.
 * `standIn`: the user who acts meanwhile; null: what would go out waits for the return.
 */
const absence = z.object({ from: localDay, to: localDay, standIn: z.nullable(text) });
export type Absence = z.output<typeof absence>;

/** Every setting by name, as used once resolved. */
const settings = z.object({
  /** Name, postal address, default zone and language of the organisation; organisation level only. */
  profile: z.object({ name: text, address: text, zone, language: z.enum(languages) }),
  /** A1. At least one day. */
  workingDays: z.array(z.enum(weekdays)),
  /** A2. Ordered, not overlapping, at least one. */
  workingHours: z.array(interval),
  /** Whose time zone A1 and A2 are read in (A2). */
  windowZone: z.enum(['sender', 'recipient']),
  /** F7. Public holidays of a country, with own days added; `country` null: none. */
  holidays: z.object({ country: z.nullable(text), extra: z.array(localDay) }),
  /** F7. In order of time, apart; user level only. */
  absences: z.array(absence),
  /** A3. Automated and semi-automated mails a sender's calendar day; null: no limit. */
  maxMailsPerDay: z.nullable(number),
  /** A4. */
  maxSmsPerDay: z.nullable(number),
  /** A5. Never applies to SMS. */
  mailDelay,
  /** A6. Step types skipped once the lead has unsubscribed. */
  unsubscribeRules: z.object({ skips: z.array(z.enum(stepTypes)) }),
  /** A7. Step types skipped once a mail to the lead bounced for good. */
  bounceRules: z.object({ skips: z.array(z.enum(stepTypes)) }),
  /** A9. Null: no limit. */
  maxTasksPerDay: z.nullable(number),
  /** A10. Minutes from when the task becomes visible until it is late, by step type. */
  taskLateness: z.partialRecord(z.enum(stepTypes), number),
  /** A11. "other" always exists beside these. */
  skipReasons: z.object({
    reasons: z.array(z.object({ id: text, label: text })),
    compulsoryFor: z.array(z.enum(stepTypes)),
  }),
  /** A12. Points for what leads do, and the score from which one is qualified. */
  scoring,
  /** A14. Decided for the lead's owner. */
  leadWebhooks,
  /** E4. In the recipient's zone, may span midnight. */
  smsQuietHours: z.object({ from: localTime, to: localTime, policy: z.enum(['drop', 'defer']) }),
  /** E8. Whether texts can be sent at all; organisation level only. */
  smsService: z.boolean(),
  /** Whether openings of mails, and clicks on the links of mails and texts, are followed (A12, D9). */
  tracking: z.object({ opens: z.boolean(), clicks: z.boolean() }),
  /** D5. Whether what leads answer is forwarded to the address of the user whom it is for. */
  replyForwarding: z.boolean(),
  /** D5. Days that answers are kept; organisation level only. */
  replyRetentionDays: number,
  /** F9. Months without any activity after which a lead is erased; null: never; organisation level only. */
  leadRetentionMonths: z.nullable(number),
  /** F9. Months that activities are kept; null: for good; organisation level only. */
  activityRetentionMonths: z.nullable(number),
  /** F9. Months that answers to surveys are kept; null: for good; organisation level only. */
  answerRetentionMonths: z.nullable(number),
  /** F9. Days that the words of sent mails and texts are kept, 0: not at all; organisation level only. */
  sentTextDays: number,
  /** A8. The verified domain and the host of its links; organisation level only, written by verification alone. */
  sending: z.nullable(z.object({ domain: text, linkHost: text })),
});
export type Settings = z.output<typeof settings>;
export type SettingName = keyof Settings;

/** A setting as it applies to one user, and who decided it. */
export type Effective<Name extends SettingName = SettingName> = Sourced<Settings[Name]>;
export type EffectiveSettings = { [Name in SettingName]: Effective<Name> };

/** Under what the salt of an organisation is stored, which decides nothing else. */
export const erasureScope = 'erasure';

/** The settings stored at one level: organisation, one group or one user. */
export const settingsOfLevel = z.object({
  organisation: text,
  /** `organisation`, `group.<id>` or `user.<id>`. */
  scope: text,
  revision: number,
  values: z.partial(settings) as unknown as z.ZodMiniType<Partial<Settings>>,
  /** What erased addresses are hashed with (F9): of the scope {@link erasureScope} alone. */
  salt: z.optional(text),
});
export type SettingsOfLevel = z.output<typeof settingsOfLevel>;

/** What applies where nobody has decided. The id of its source is `default`. */
export const defaultSettings: Settings = {
  profile: { name: '', address: '', zone: utc, language: 'en' },
  workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  workingHours: [{ from: '09:00', to: '18:00' }],
  windowZone: 'sender',
  holidays: { country: null, extra: [] },
  absences: [],
  maxMailsPerDay: 200,
  maxSmsPerDay: 100,
  mailDelay: { kind: 'fixed', seconds: 60 },
  unsubscribeRules: {
    skips: ['automated-mail', 'mail', 'automated-reply', 'reply', 'automated-sms', 'sms'],
  },
  bounceRules: { skips: ['automated-mail', 'mail'] },
  maxTasksPerDay: null,
  taskLateness: {},
  skipReasons: { reasons: [], compulsoryFor: [] },
  // What we do says nothing of the lead, what the lead does the more the more effort it takes.
  scoring: {
    points: {
      mailSent: 0,
      mailOpened: 1,
      mailClicked: 5,
      smsSent: 0,
      smsClicked: 5,
      callReceived: 10,
      replied: 20,
      bounced: -10,
      unsubscribed: -20,
      complained: -50,
    },
    threshold: 20,
    halfLifeDays: null,
  },
  leadWebhooks: { convert: null, disqualify: null },
  smsQuietHours: { from: '23:00', to: '07:30', policy: 'drop' },
  smsService: true,
  tracking: { opens: true, clicks: true },
  replyForwarding: true,
  replyRetentionDays: 365,
  leadRetentionMonths: null,
  activityRetentionMonths: null,
  answerRetentionMonths: null,
  sentTextDays: 365,
  sending: null,
};

/** Settings that are decided at one level alone. */
export const onlyLevel: { [Name in SettingName]?: 'organisation' | 'user' } = {
  profile: 'organisation',
  smsService: 'organisation',
  replyRetentionDays: 'organisation',
  leadRetentionMonths: 'organisation',
  activityRetentionMonths: 'organisation',
  answerRetentionMonths: 'organisation',
  sentTextDays: 'organisation',
  sending: 'organisation',
  absences: 'user',
};

/** Every setting by name. */
export const settingNames = Object.keys(defaultSettings) as [SettingName, ...SettingName[]];

const settingTexts: Record<SettingName, string> = {
  profile: 'the organisation’s profile',
  workingDays: 'working days',
  workingHours: 'working hours',
  windowZone: 'the time zone of working hours',
  holidays: 'holidays',
  absences: 'an absence',
  maxMailsPerDay: 'the most mails a day',
  maxSmsPerDay: 'the most SMS a day',
  mailDelay: 'the delay between two mails',
  unsubscribeRules: 'the unsubscribe rules',
  bounceRules: 'the bounce rules',
  maxTasksPerDay: 'the most tasks a day',
  taskLateness: 'lateness of tasks',
  skipReasons: 'the reasons for skipping',
  scoring: 'lead scoring',
  leadWebhooks: 'the webhooks of the convert and disqualify buttons',
  smsQuietHours: 'quiet hours for SMS',
  smsService: 'whether texts are sent',
  tracking: 'what is tracked',
  replyForwarding: 'whether replies are forwarded',
  replyRetentionDays: 'how long replies are kept',
  leadRetentionMonths: 'after how long inactive leads are erased',
  activityRetentionMonths: 'how long activities are kept',
  answerRetentionMonths: 'how long answers to surveys are kept',
  sentTextDays: 'how long the words of sent messages are kept',
  sending: 'the sending domain',
};

/** What a setting is called, within a sentence. */
export function describeSetting(name: SettingName): string {
  return settingTexts[name];
}
