import { dayText, listing, number } from '../../i18n/format.ts';
import { languages, type Say } from '../../i18n/i18n.ts';
import { countryText } from './countries.ts';
import { amountText, durationText } from './durations.ts';
import { leadStepTypes, stepTypes, taskTypes, weekdayText } from './labels.ts';
import type { SettingName, StepType, ValueOf } from './values.ts';

/** What words are made with: the language, and the names of users. */
type With = { t: Say; nameOf: (userId: string) => string };

const cap = (most: number | null, { t }: With): string =>
  most === null ? t('No limit') : t('At most {most} a day', { most: number(most) });
const keptMonths = (months: number | null, { t }: With): string =>
  months === null ? t('For good') : amountText(months, 'month');
const onOff = (isOn: boolean, { t }: With): string => (isOn ? t('On') : t('Off'));
const skipped = (types: readonly StepType[], { t }: With): string =>
  types.length === 0
    ? t('Nothing is skipped')
    : listing(leadStepTypes.filter((type) => types.includes(type)).map((type) => t(stepTypes[type])));

/** The value of each setting in a line or two. */
export const inWords: { [Name in SettingName]: (value: ValueOf<Name>, made: With) => string } = {
  profile: ({ name, zone, language, address }) =>
    [name, address.replaceAll('\n', ', '), zone, languages[language]]
      .filter((each) => each !== '')
      .join(' · '),
  workingDays: (days) => listing(days.map(weekdayText)),
  workingHours: (spans) => spans.map(({ from, to }) => `${from} – ${to}`).join(' · '),
  windowZone: (whose, { t }) => (whose === 'sender' ? t('The sender’s clock') : t('The lead’s clock')),
  holidays: ({ country, extra }, { t }) =>
    t('{country}; {count, plural, =0 {no further days} one {# further day} other {# further days}}', {
      country: country === null ? t('No public holidays') : countryText(country),
      count: extra.length,
    }),
  absences: (absences, { t, nameOf }) =>
    absences.length === 0
      ? t('None')
      : absences
          .map(({ from, to, standIn }) => {
            const days = from === to ? dayText(from) : `${dayText(from)} – ${dayText(to)}`;
            return standIn === null
              ? t('{days}, nobody stands in', { days })
              : t('{days}, {name} stands in', { days, name: nameOf(standIn) });
          })
          .join(' · '),
  maxMailsPerDay: cap,
  maxSmsPerDay: cap,
  maxTasksPerDay: cap,
  mailDelay: (delay, { t }) => {
    if (delay.kind === 'none') return t('No time between them');
    if (delay.kind === 'fixed') return durationText(delay.seconds);
    const [least, most] = [durationText(delay.minSeconds), durationText(delay.maxSeconds)];
    return t('By chance, {least} to {most}', { least, most });
  },
  unsubscribeRules: ({ skips }, made) => skipped(skips, made),
  bounceRules: ({ skips }, made) => skipped(skips, made),
  taskLateness: (lateness, { t }) => {
    const parts = taskTypes.flatMap((type) => {
      const minutes = lateness[type];
      return minutes === undefined ? [] : [`${t(stepTypes[type])}: ${durationText(minutes * 60)}`];
    });
    return parts.length === 0 ? t('Tasks are never late') : parts.join(' · ');
  },
  skipReasons: ({ reasons, compulsoryFor }, { t }) =>
    [
      reasons.length === 0 ? t('Only “Other”') : reasons.map(({ label }) => label).join(' · '),
      compulsoryFor.length === 0
        ? t('no reason must be given')
        : t('a reason must be given for: {types}', {
            types: listing(compulsoryFor.map((type) => t(stepTypes[type]))),
          }),
    ].join('; '),
  scoring: ({ threshold, halfLifeDays }, { t }) =>
    halfLifeDays === null
      ? t('Qualified from {threshold, plural, one {# point} other {# points}}', { threshold })
      : t(
          'Qualified from {threshold, plural, one {# point} other {# points}}; half their worth after {time}',
          {
            threshold,
            time: amountText(halfLifeDays, 'day'),
          },
        ),
  leadWebhooks: ({ convert, disqualify }, { t }) => {
    const told = (webhook: typeof convert): string => {
      if (webhook === null) return t('nothing is called');
      return webhook.active === false ? t('{url} (off)', { url: webhook.url }) : webhook.url;
    };
    return t('Converted: {convert} · Disqualified: {disqualify}', {
      convert: told(convert),
      disqualify: told(disqualify),
    });
  },
  smsQuietHours: ({ from, to, policy }, { t }) =>
    policy === 'drop'
      ? t('{from} – {to}: an SMS is skipped', { from, to })
      : t('{from} – {to}: an SMS waits', { from, to }),
  smsService: onOff,
  tracking: ({ opens, clicks }, { t }) => {
    if (opens && clicks) return t('Opens and clicks');
    if (opens) return t('Opens alone');
    return clicks ? t('Clicks alone') : t('Neither opens nor clicks');
  },
  replyForwarding: onOff,
  replyRetentionDays: (days) => amountText(days, 'day'),
  sentTextDays: (days, { t }) => (days === 0 ? t('Not kept') : amountText(days, 'day')),
  leadRetentionMonths: (months, { t }) => (months === null ? t('Never') : amountText(months, 'month')),
  activityRetentionMonths: keptMonths,
  answerRetentionMonths: keptMonths,
  sending: (sending, { t }) => (sending === null ? t('None yet') : sending.domain),
};
