import { listing, when } from '../i18n/format.ts';
import { msg, type Message, type Say } from '../i18n/i18n.ts';
import { plainNames, type Because, type LooseBecause, type Names } from './told.ts';

type Fact = Extract<Because, { kind: 'lead' }>['fact'];
export const factWords: Record<Fact, Message> = {
  unsubscribed: msg('the lead has unsubscribed'),
  bounced: msg('a mail to the lead bounced for good'),
  complained: msg('the lead complained of spam'),
  'suppressed-by-hand': msg('somebody put the lead’s address on the suppression list'),
  converted: msg('the lead was converted'),
  disqualified: msg('the lead was disqualified'),
  replied: msg('the lead replied'),
  'auto-replied': msg('an automatic answer said that the lead is away'),
  'no-address': msg('the lead has no address for this step'),
  'survey-completed': msg('the client completed the survey'),
};

const stepWords: Record<Extract<Because, { kind: 'step' }>['rule'], Message> = {
  wait: msg('the wait of the step'),
  hour: msg('the hour of the step'),
  weekdays: msg('the weekdays of the step'),
};

const calendarWords: Record<Extract<Because, { kind: 'calendar' }>['rule'], Message> = {
  'dst-gap': msg('the clocks go forward and that time of day does not exist'),
  'dst-fold': msg('the clocks go back and that time of day comes twice: the first counts'),
};

const engineWords: Record<Extract<Because, { kind: 'engine' }>['rule'], Message> = {
  'all-steps-done': msg('every step is done or skipped'),
  'sequence-deleted': msg('the sequence was deleted'),
  'sender-inactive': msg('the sender is not active'),
  'outcome-unknown': msg('the provider’s answer was lost'),
  'settled-by-event': msg('the provider’s own notification settled it'),
  'pause-ended': msg('the pause came to its end'),
  'late-wake-up': msg('it was started late'),
  'place-kept': msg('it keeps the place that it has in the day'),
  'older-first': msg('a step that was due before it goes first'),
  'no-addressee': msg('nobody is there who would get it'),
  'no-longer-matches': msg('the filter of the automation does not match any more'),
  'automation-ended': msg('the automation was deactivated or deleted'),
  'step-withdrawn': msg('the sequence sends fewer reminders now'),
};

/** What settings that decide about sending are called within a sentence. */
const settingWords: Record<string, Message> = {
  workingDays: msg('working days'),
  workingHours: msg('working hours'),
  windowZone: msg('the time zone of working hours'),
  holidays: msg('public holidays'),
  absences: msg('absences'),
  maxMailsPerDay: msg('the most mails a day'),
  maxSmsPerDay: msg('the most texts a day'),
  maxTasksPerDay: msg('the most tasks a day'),
  mailDelay: msg('the delay between mails'),
  unsubscribeRules: msg('the rules for who unsubscribed'),
  bounceRules: msg('the rules after bounces'),
  scoring: msg('the scoring'),
  smsQuietHours: msg('the quiet hours of texts'),
};

type Source = Extract<Because, { kind: 'setting' }>['source'];

/** A setting and whose decision it is: `working hours (set for the group Paris)`. */
export function settingWordsOf(t: Say, setting: string, { level, id }: Source, names: Names): string {
  const known = settingWords[setting];
  const whose = {
    user: () => t('set for {name}', { name: names.user(id) }),
    group: () => t('set for the group {name}', { name: names.group(id) }),
    organisation: () => t('set for the organisation'),
    default: () => t('the default'),
  }[level]();
  return t('{setting} ({whose})', { setting: known === undefined ? setting : t(known), whose });
}

/**
 * A reason of the API in words of the chosen language, to follow a colon or a dash (F2).
 * @param names how ids of users, groups and sequences are shown; by default as they are
 */
export function becauseWords(t: Say, because: LooseBecause, names: Names = plainNames): string {
  const reason = because as Because;
  switch (reason.kind) {
    case 'setting':
      return settingWordsOf(t, reason.setting, reason.source, names);
    case 'step':
      return t(stepWords[reason.rule]);
    case 'calendar':
      return t(calendarWords[reason.rule]);
    case 'lead':
      return reason.at === undefined
        ? t(factWords[reason.fact])
        : t('{what} ({at})', { what: t(factWords[reason.fact]), at: when(reason.at) });
    case 'person':
      return reason.note === undefined
        ? t('{name} decided so', { name: names.user(reason.userId) })
        : t('{name} decided so (“{note}”)', { name: names.user(reason.userId), note: reason.note });
    case 'provider':
      return reason.message === ''
        ? t('the provider answered {code}', { code: reason.code })
        : t('the provider answered {code}: “{message}”', { code: reason.code, message: reason.message });
    case 'workflow':
      return t('the workflow {id} did so', { id: reason.workflow });
    case 'automation':
      return t('the filter of the automation {id} matched', { id: reason.automation });
    case 'crm-rule':
      return t('the CRM rule {id} matched', { id: reason.rule });
    case 'content':
      return t('nothing fills {names}', { names: listing(reason.missing) });
    case 'interval':
      return t(
        '{last} invited the client on {since}, and {sequence} keeps {days, plural, one {# day} other {# days}} between two invitations',
        {
          last: names.sequence(reason.last),
          since: when(reason.since, 'dayWithYear'),
          sequence: names.sequence(reason.sequence),
          days: reason.days,
        },
      );
    case 'engine':
      return t(engineWords[reason.rule]);
  }
}
