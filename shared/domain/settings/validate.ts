import { stepKinds, type StepType } from '../channels/step-types.ts';
import { scoringProblems } from '../scoring/validate-scoring.ts';
import { problemsUnder, type Problem } from '../kernel/problem.ts';
import type { EffectiveSettings, SettingName, Settings } from './settings.ts';
import { leadWebhookProblems } from './validate-webhooks.ts';
import { coversEvery, quietHoursProblems, workingHoursProblems } from './validate-hours.ts';

/** What validation must ask of the world, since zones and countries are data. */
export type SettingsFacts = {
  isZone: (zone: string) => boolean;
  /** ISO 3166-1 alpha-2 codes of the countries whose public holidays are known (F7). */
  countries: readonly string[];
  /** Hosts that webhooks may reach by plain http: none but on the local system (A14). */
  insecureWebhookHosts: readonly string[];
};

/** The level at which the settings are being written. */
export type SettingsLevel = 'organisation' | 'group' | 'user';

const dayInSeconds = 86_400;
const yearInMinutes = 525_600;

/** Everything wrong with the settings of one level, beyond their shape; empty: they may be saved. */
export function validateSettings(
  values: Partial<Settings>,
  level: SettingsLevel,
  facts: SettingsFacts,
): Problem[] {
  const problems: Problem[] = [];
  const check = <Name extends SettingName>(name: Name, rule: (value: Settings[Name]) => Problem[]): void => {
    const value = values[name];
    if (value !== undefined) problems.push(...problemsUnder([name], rule(value)));
  };
  check('profile', (profile) =>
    level === 'organisation'
      ? profileProblems(profile, facts)
      : [at([], `The profile belongs to the organisation: set it there, not for a ${level}.`)],
  );
  check('workingDays', (days) =>
    days.length === 0
      ? [at([], 'Choose at least one working day: without one nothing would ever be sent.')]
      : repeated(days, 'working day'),
  );
  check('workingHours', workingHoursProblems);
  check('holidays', (holidays) => holidayProblems(holidays, facts));
  check('absences', (absences) =>
    level === 'user'
      ? absenceProblems(absences)
      : [at([], `Absences belong to a user: set them there, not for the ${level}.`)],
  );
  check('maxMailsPerDay', (cap) => capProblems(cap, 'mails'));
  check('maxSmsPerDay', (cap) => capProblems(cap, 'SMS'));
  check('maxTasksPerDay', (cap) => capProblems(cap, 'tasks'));
  check('mailDelay', mailDelayProblems);
  check('unsubscribeRules', ({ skips }) => problemsUnder(['skips'], repeated(skips, 'step type')));
  check('bounceRules', ({ skips }) => problemsUnder(['skips'], bounceRuleProblems(skips)));
  check('taskLateness', latenessProblems);
  check('skipReasons', skipReasonProblems);
  check('scoring', scoringProblems);
  check('leadWebhooks', (webhooks) => leadWebhookProblems(webhooks, facts.insecureWebhookHosts));
  check('smsQuietHours', quietHoursProblems);
  check('replyRetentionDays', (days) =>
    level === 'organisation'
      ? wholeNumberProblems(days, replyDays, 'Replies are kept for', 'days')
      : [at([], ofOrganisation('How long replies are kept', level))],
  );
  for (const [name, what] of Object.entries(keptForMonths)) {
    check(name as keyof typeof keptForMonths, (value) => {
      if (level !== 'organisation') return [at([], ofOrganisation(`${what} for how long`, level))];
      return value === null ? [] : wholeNumberProblems(value, keptMonths, `${what} for`, 'months');
    });
  }
  check('sentTextDays', (days) =>
    level === 'organisation'
      ? wholeNumberProblems(days, sentTextDays, 'The words of sent messages are kept for', 'days')
      : [at([], ofOrganisation('How long the words of sent messages are kept', level))],
  );
  return problems;
}

/** Settings that are each sound and together could never send; asked before a sequence with SMS is activated (E4). */
export function validateTogether(settings: EffectiveSettings): Problem[] {
  const { workingHours, smsQuietHours, windowZone } = settings;
  if (windowZone.value === 'sender' || !coversEvery(smsQuietHours.value, workingHours.value)) return [];
  return [
    at(
      ['smsQuietHours'],
      'All working hours fall in the quiet hours, so no SMS could ever be sent: shorten the quiet hours or extend the working hours.',
    ),
  ];
}

function at(path: (string | number)[], message: string): Problem {
  return { path: path.map(String), message };
}

function repeated(values: readonly string[], what: string): Problem[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index ? [at([index], `The ${what} “${value}” is listed twice: remove one.`)] : [],
  );
}

function profileProblems(profile: Settings['profile'], facts: SettingsFacts): Problem[] {
  const problems: Problem[] = [];
  if (profile.name.trim() === '') problems.push(at(['name'], 'Give the organisation a name.'));
  if (profile.name.length > 200) problems.push(at(['name'], 'Keep the name within 200 characters.'));
  if (/\p{Cc}/u.test(profile.name)) {
    problems.push(at(['name'], 'Keep the name on one line, without control characters.'));
  }
  if (!facts.isZone(profile.zone)) {
    problems.push(
      at(['zone'], `“${profile.zone}” is no known time zone: use an IANA name such as Europe/Paris.`),
    );
  }
  return problems;
}

/** Settings are read whole with every step, so lists are kept short. */
const mostExtraDays = 500;
const mostReasons = 100;

function holidayProblems({ country, extra }: Settings['holidays'], facts: SettingsFacts): Problem[] {
  const problems: Problem[] = [];
  if (country !== null && !facts.countries.includes(country)) {
    problems.push(
      at(
        ['country'],
        `The public holidays of “${country}” are not known: use a two-letter country code such as FR, or null and list the days yourself.`,
      ),
    );
  }
  if (extra.length > mostExtraDays) {
    problems.push(
      at(['extra'], `Keep ${mostExtraDays} further days off at most: remove those that are over.`),
    );
  }
  return [...problems, ...problemsUnder(['extra'], repeated(extra, 'day'))];
}

/** Most absences that are kept of one user. */
const mostAbsences = 50;

function absenceProblems(absences: Settings['absences']): Problem[] {
  if (absences.length > mostAbsences) {
    return [at([], `Keep ${mostAbsences} absences at most: remove those that are over.`)];
  }
  return absences.flatMap(({ from, to }, index) => {
    if (to < from) return [at([index, 'to'], `An absence cannot end (${to}) before it begins (${from}).`)];
    const before = absences[index - 1];
    return before !== undefined && from <= before.to
      ? [
          at(
            [index, 'from'],
            `${from} is not after ${before.to}: put absences in order and let none overlap.`,
          ),
        ]
      : [];
  });
}

function capProblems(cap: number | null, what: string): Problem[] {
  if (cap === null || (Number.isSafeInteger(cap) && cap > 0)) return [];
  return [at([], `The most ${what} a day must be a whole number from 1 up, or null for no limit.`)];
}

/** The least is what the bucket keeps the mails themselves for, which so never outlive what is kept of them. */
const replyDays = { least: 30, most: 3650 };

const sentTextDays = { least: 0, most: 3650 };

const keptMonths = { least: 1, most: 120 };

/** What is kept for some months, within a sentence. */
const keptForMonths = {
  leadRetentionMonths: 'Inactive leads are kept',
  activityRetentionMonths: 'Activities are kept',
  answerRetentionMonths: 'Answers to surveys are kept',
} as const;

function ofOrganisation(what: string, level: SettingsLevel): string {
  return `${what} belongs to the organisation: set it there, not for a ${level}.`;
}

/** What is wrong with a number of days or months, ten years of them at most. */
function wholeNumberProblems(
  value: number,
  { least, most }: { least: number; most: number },
  what: string,
  unit: 'days' | 'months',
): Problem[] {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return [];
  return [at([], `${what} a whole number of ${unit} from ${least} to ${most} (ten years).`)];
}

function mailDelayProblems(delay: Settings['mailDelay']): Problem[] {
  const seconds = (name: string, value: number): Problem[] =>
    Number.isSafeInteger(value) && value >= 0 && value <= dayInSeconds
      ? []
      : [at([name], `The delay must be a whole number of seconds from 0 to ${dayInSeconds} (one day).`)];
  if (delay.kind === 'none') return [];
  if (delay.kind === 'fixed') return seconds('seconds', delay.seconds);
  const problems = [...seconds('minSeconds', delay.minSeconds), ...seconds('maxSeconds', delay.maxSeconds)];
  if (delay.minSeconds > delay.maxSeconds) {
    problems.push(at(['minSeconds'], 'The shortest delay is longer than the longest one: swap them.'));
  }
  return problems;
}

/** Replies follow mails and are not listed apart (A7). */
function bounceRuleProblems(skips: StepType[]): Problem[] {
  const leader = { reply: 'mail', 'automated-reply': 'automated-mail' } as const;
  const apart = skips.flatMap((type, index) =>
    type === 'reply' || type === 'automated-reply'
      ? [at([index], `“${type}” always follows “${leader[type]}”: leave it out.`)]
      : [],
  );
  return [...repeated(skips, 'step type'), ...apart];
}

function latenessProblems(lateness: Settings['taskLateness']): Problem[] {
  return Object.entries(lateness).flatMap(([type, minutes]) => {
    if (stepKinds[type as StepType].automated) {
      return [at([type], `“${type}” is done by the engine and makes no task: remove it.`)];
    }
    return Number.isSafeInteger(minutes) && minutes > 0 && minutes <= yearInMinutes
      ? []
      : [at([type], `Lateness must be a whole number of minutes from 1 to ${yearInMinutes} (a year).`)];
  });
}

function skipReasonProblems({ reasons, compulsoryFor }: Settings['skipReasons']): Problem[] {
  const problems = reasons.flatMap(({ id, label }, index) => {
    const found: Problem[] = [];
    if (!/^[a-z0-9-]{1,40}$/.test(id)) {
      found.push(at(['reasons', index, 'id'], 'An id is 1 to 40 of a–z, 0–9 and “-”.'));
    }
    if (id === 'other') {
      found.push(at(['reasons', index, 'id'], '“other” always exists: choose another id.'));
    }
    if (reasons.findIndex((reason) => reason.id === id) < index) {
      found.push(at(['reasons', index, 'id'], `The id “${id}” is used twice: choose another.`));
    }
    if (label.trim() === '' || label.length > 100) {
      found.push(at(['reasons', index, 'label'], 'A reason needs a label of 1 to 100 characters.'));
    }
    return found;
  });
  const automated = compulsoryFor.flatMap((type, index) =>
    stepKinds[type].automated
      ? [at(['compulsoryFor', index], `“${type}” is done by the engine, nobody skips it: remove it.`)]
      : [],
  );
  return [
    ...problems,
    ...(reasons.length > mostReasons ? [at(['reasons'], `Keep ${mostReasons} reasons at most.`)] : []),
    ...automated,
    ...problemsUnder(['compulsoryFor'], repeated(compulsoryFor, 'step type')),
  ];
}
