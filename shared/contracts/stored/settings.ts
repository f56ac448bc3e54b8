import * as z from 'zod/mini';
import type { Absence, SettingName, Settings, SettingsOfLevel } from '../../domain/settings/settings.ts';
import { weekdays } from '../../domain/time/weekday.ts';
import { languages } from '../../domain/kernel/language.ts';
import { stepTypes } from '../../domain/channels/step-types.ts';
import { scoreReasons, type Scoring } from '../../domain/scoring/reasons.ts';
import { localDate, storedZone } from '../calendar.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';
import { storedLeadWebhooks } from './lead-webhooks.ts';

const text = z.string();
const whole = z.number();
const stepType = z.enum(stepTypes);
const interval = objectOf<{ from: string; to: string }>()({ from: text, to: text });

/** Every setting, by name. */
const settings = objectOf<Settings>()({
  profile: objectOf<Settings['profile']>()({
    name: text,
    address: text,
    zone: storedZone,
    language: z.enum(languages),
  }),
  workingDays: z.array(z.enum(weekdays)),
  workingHours: z.array(interval),
  windowZone: z.enum(['sender', 'recipient']),
  holidays: objectOf<Settings['holidays']>()({ country: z.nullable(text), extra: z.array(localDate) }),
  absences: z.array(objectOf<Absence>()({ from: localDate, to: localDate, standIn: z.nullable(text) })),
  maxMailsPerDay: z.nullable(whole),
  maxSmsPerDay: z.nullable(whole),
  mailDelay: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('fixed'), seconds: whole }),
    z.object({ kind: z.literal('random'), minSeconds: whole, maxSeconds: whole }),
  ]),
  unsubscribeRules: objectOf<Settings['unsubscribeRules']>()({ skips: z.array(stepType) }),
  bounceRules: objectOf<Settings['bounceRules']>()({ skips: z.array(stepType) }),
  maxTasksPerDay: z.nullable(whole),
  taskLateness: z.partialRecord(stepType, whole),
  skipReasons: objectOf<Settings['skipReasons']>()({
    reasons: z.array(z.object({ id: text, label: text })),
    compulsoryFor: z.array(stepType),
  }),
  scoring: objectOf<Scoring>()({
    points: z.partialRecord(z.enum(scoreReasons), whole),
    threshold: whole,
    halfLifeDays: z.nullable(whole),
  }),
  leadWebhooks: storedLeadWebhooks,
  smsQuietHours: objectOf<Settings['smsQuietHours']>()({
    from: text,
    to: text,
    policy: z.enum(['drop', 'defer']),
  }),
  tracking: objectOf<Settings['tracking']>()({ opens: z.boolean(), clicks: z.boolean() }),
  sending: z.nullable(z.object({ domain: text, linkHost: text })),
});

/** The name of a setting. */
export const settingName = z.enum(Object.keys(settings.shape) as [SettingName, ...SettingName[]]);

/** Settings of one level as stored. */
export const settingsCodec = plain(
  objectOf<SettingsOfLevel>()({
    organisation: text,
    scope: text,
    revision: whole,
    values: z.partial(settings) as z.ZodMiniType<Partial<Settings>>,
  }),
);
