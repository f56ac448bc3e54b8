import type { Settings } from '#shared/domain/settings/settings.ts';
import { crmActKinds, crmActsOf, crmScenarioOf, type CrmScenario } from './crm/crm-scenario.ts';
import { faultKinds, type FaultChances, type FaultKind } from './faults.ts';
import { Random } from './random.ts';

/** What people, leads and the provider's account do meanwhile. */
export const actKinds = [
  'pause',
  'pause-for-a-while',
  'resume',
  /** Two people at once: one resumes, the other stops. */
  'resume-and-stop',
  'stop',
  /** Somebody stops an enrollment while a message of it is at the provider, who takes its time. */
  'stop-in-flight',
  'move',
  'pin',
  'unsubscribe',
  'reply',
  'automatic-reply',
  'convert',
  'disqualify',
  'change-address',
  'close-tasks',
  'send-by-hand',
  'resolve-unknown',
  'change-settings',
  'change-own-settings',
  /** Mails that are planned close together are to keep apart. */
  'lengthen-delay',
  'be-absent',
  'make-tasks',
  /** An offer of a lead is made, sent, accepted or deleted. */
  'change-record',
  /** The automation is deactivated, or activated again. */
  'switch-automation',
  'edit-sequence',
  'delete-sequence',
  'hold',
  'release',
  'account',
  /** Leads are invited to a survey, now and then by two people to two surveys at the very same moment. */
  'invite',
  /** A lead opens the link of an invitation or reminder, and answers. */
  'answer-survey',
  /** People of the CRM make records, and change values, statuses and owners, delete, merge and convert. */
  'crm-create',
  'crm-change',
  'crm-status',
  'crm-owner',
  'crm-delete',
  'crm-merge',
  'crm-convert',
  /** Ours change a lead that the CRM knows. */
  'change-lead',
  'skip-tasks',
  /** Somebody lets the CRM rule go on. */
  'go-on',
  /** Somebody connects again what lets nobody in, and has tried again what failed. */
  'look-after-connections',
  'pause-connection',
  /** A call is told of, now and then more than once. */
  'call',
  /** Somebody else than the telephone system tells of one. */
  'forge-call',
  'book',
  'assign-events',
] as const;
export type ActKind = (typeof actKinds)[number];

/** One act: when, in epoch milliseconds, on which of those there are, and a number to vary it by. */
export type Act = { at: number; kind: ActKind | 'enroll'; pick: number; vary: number };

export type Step = {
  id: string;
  name: string;
  type: string;
  wait: { amount: number; unit: string };
  at?: string;
  templateId?: string;
};
export type Sequence = { id: string; steps: Step[]; stopOnReply: boolean };
export type Person = { id: string; name: string; zone: string };
export type Lead = { name: string; email: string; phone?: string; zone?: string };

/** A world to be, all of it made from the seed. */
export type Scenario = {
  seed: number;
  days: number;
  start: number;
  users: Person[];
  /** Two of one office who ask clients for feedback and do nothing else, so that their lanes go side by side. */
  askers: Person[];
  leads: Lead[];
  sequences: Sequence[];
  settings: Partial<Settings>;
  /** What settings are changed to. */
  others: Partial<Settings>[];
  acts: Act[];
  chances: FaultChances;
  /** How it uses a CRM and a telephone system; undefined: it has none. */
  crm: CrmScenario | undefined;
  /** The CRM is read once in so many times. */
  pace: number;
};

export type Options = {
  seed: number;
  days: number;
  leads: number;
  /** The CRM is read once in so many times, where a world is to be quick. */
  pace?: number;
  /** Faults and acts that are left out, to see which are needed. */
  without?: readonly Left[];
};

/** What may be left out of a world: a fault, an act, or the CRM with everything around it. */
export type Left = FaultKind | ActKind | 'crm';

const zones = [
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Asia/Kolkata',
  'Africa/Casablanca',
  'America/Sao_Paulo',
  'UTC',
];

/** Mondays of 2027 before a change of clocks somewhere, and one far from any. */
const mondays = ['2027-03-08', '2027-03-22', '2027-03-29', '2027-09-20', '2027-10-25', '2027-06-07'];

const DAY = 86_400_000;
export const stepIds = ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8'];

/** What a seed makes. The same seed with something left out keeps all that is left as it was. */
export function scenarioOf({ seed, days, leads, pace = 1, without = [] }: Options): Scenario {
  const random = new Random(seed, 'scenario');
  const start = Date.parse(`${random.pick(mondays)}T06:00:00Z`);
  const users = Array.from({ length: random.between(2, 4) }, (_, n) => ({
    id: `rep${n + 1}`,
    name: `Rep${n + 1}`,
    zone: random.pick(zones),
  }));
  const [{ zone } = { zone: 'UTC' }] = users;
  const askers = ['Fay', 'Fritz'].map((name) => ({ id: name.toLowerCase(), name, zone }));
  const settings = { ...settingsOf(random), maxTasksPerDay: random.pick([null, null, 3, 10]) };
  const people = Array.from({ length: leads }, (_, n): Lead => ({
    name: `L${n + 1}`,
    email: `l${n + 1}@example.com`,
    ...(random.chance(0.85) && { phone: `+336${String(12_000_000 + n)}` }),
    ...(random.chance(0.5) && { zone: random.pick(zones) }),
  }));
  const sequences = ['q1', 'q2'].map((id) => sequenceOf(id, random));
  const others = Array.from({ length: 4 }, () => settingsOf(random));
  const crm = without.includes('crm') ? undefined : crmScenarioOf(seed);
  const acts = [
    ...actsOf(new Random(seed, 'acts'), { start, days, leads }),
    ...(crm === undefined ? [] : crmActsOf(seed, { start, days })),
  ].toSorted((a, b) => a.at - b.at);
  return {
    seed,
    days,
    start,
    users,
    askers,
    leads: people,
    sequences,
    settings,
    others,
    acts: acts.filter(({ kind }) => kind === 'enroll' || !without.includes(kind)),
    chances: chancesOf(new Random(seed, 'chances'), without),
    crm,
    pace,
  };
}

function settingsOf(random: Random): Partial<Settings> {
  return {
    maxMailsPerDay: random.pick([1, 2, 3, 5, 10, 30, 200, null]),
    maxSmsPerDay: random.pick([1, 2, 5, 100, null]),
    mailDelay: random.pick<Settings['mailDelay']>([
      { kind: 'none' },
      { kind: 'fixed', seconds: 60 },
      { kind: 'fixed', seconds: random.between(61, 3_600) },
      { kind: 'random', minSeconds: 30, maxSeconds: 900 },
    ]),
    workingDays: random.pick<Settings['workingDays']>([
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
      ['tuesday', 'thursday', 'saturday'],
    ]),
    workingHours: random.pick([
      [{ from: '09:00', to: '18:00' }],
      [{ from: '00:00', to: '24:00' }],
      [
        { from: '08:00', to: '12:00' },
        { from: '13:30', to: '17:00' },
      ],
      [
        { from: '00:00', to: '03:30' },
        { from: '20:00', to: '24:00' },
      ],
    ]),
    windowZone: random.pick(['sender', 'recipient']),
    holidays: { country: random.pick([null, 'FR', 'US']), extra: [] },
    smsQuietHours: {
      from: random.pick(['21:00', '23:00']),
      to: random.pick(['07:30', '10:00']),
      policy: random.pick(['drop', 'defer']),
    },
  };
}

function sequenceOf(id: string, random: Random): Sequence {
  const count = random.between(3, 6);
  const steps = stepIds.slice(0, count).map((step, n): Step => stepOf(id, step, n === 0, random));
  return { id, steps, stopOnReply: random.chance(0.8) };
}

/** A step with a template of its own, so that what it sends can be told. */
export function stepOf(sequence: string, id: string, isFirst: boolean, random: Random): Step {
  const type = isFirst
    ? random.pick(['automated-mail', 'automated-mail', 'automated-mail', 'call'])
    : random.pick([
        'automated-mail',
        'automated-mail',
        'automated-reply',
        'automated-sms',
        'call',
        'mail',
        'sms',
      ]);
  const kind = type.includes('sms') ? 'sms' : type === 'call' ? 'task' : 'mail';
  const wait = isFirst
    ? { amount: random.pick([0, 0, 1]), unit: 'days' }
    : random.pick([
        { amount: random.between(1, 4), unit: 'days' },
        { amount: random.between(1, 3), unit: 'working-days' },
        { amount: random.between(1, 30), unit: 'hours' },
        { amount: random.between(1, 90), unit: 'minutes' },
      ]);
  return {
    id,
    name: `Step ${id}`,
    type,
    wait,
    templateId: `${kind}-${sequence}-${id}`,
    ...(wait.unit.endsWith('days') && random.chance(0.2) && { at: random.pick(['10:30', '14:00']) }),
  };
}

function actsOf(
  random: Random,
  { start, days, leads }: { start: number; days: number; leads: number },
): Act[] {
  const drawn = (kind: Act['kind'], latest: number): Act => ({
    at: start + random.between(60_000, Math.max(60_000, Math.floor(latest * DAY))),
    kind,
    pick: random.between(0, 100_000),
    vary: random.between(0, 100_000),
  });
  const enrolling = Array.from({ length: Math.ceil(leads / 8) }, () => drawn('enroll', days / 3)).flatMap(
    // Now and then two people enroll at the very same moment.
    (act) => (random.chance(0.3) ? [act, { ...drawn('enroll', 1), at: act.at }] : [act]),
  );
  // Each world has its own habits: some acts are frequent in it, some never come.
  const habits = actKinds.filter(
    (kind) => kind !== 'invite' && kind !== 'answer-survey' && !crmActKinds.includes(kind),
  );
  const usual = random.some(habits, random.pick([0.2, 0.7]));
  const meanwhile = Array.from({ length: Math.ceil(leads / 2) + days }, () =>
    drawn(random.pick(usual.length > 0 ? usual : habits), days),
  );
  const daily = Array.from({ length: days }, (_, day) =>
    (['close-tasks', 'resolve-unknown'] as const).map((kind) => ({
      ...drawn(kind, 1),
      at: start + day * DAY + random.between(0, DAY - 1),
    })),
  ).flat();
  const weekly = Array.from({ length: Math.ceil(days / 7) }, () => drawn('make-tasks', days));
  const offers = Array.from({ length: days }, (_, n) =>
    drawn(n % 6 === 5 ? 'switch-automation' : 'change-record', days),
  );
  // An account that may not send once may not send again.
  const outages = random.chance(0.3) ? [drawn('account', days / 2), drawn('account', days)] : [];
  const invited = Array.from({ length: Math.ceil(leads / 8) }, () => drawn('invite', (days * 2) / 3));
  const answered = Array.from({ length: days }, () => drawn('answer-survey', days));
  return [
    ...enrolling,
    ...meanwhile,
    ...daily,
    ...weekly,
    ...outages,
    ...offers,
    ...invited,
    ...answered,
  ].toSorted((a, b) => a.at - b.at);
}

function chancesOf(random: Random, without: readonly string[]): FaultChances {
  const highest: Record<FaultKind, number> = {
    'fail-before': 0.004,
    'fail-after': 0.004,
    'never-answered': 0.0005,
    slow: 0.002,
    'die-before': 0.0015,
    'die-after': 0.0015,
    throttled: 0.0015,
    'delivered-twice': 0.05,
    'delivery-lost': 0.02,
    'schedule-early': 0.1,
    'schedule-within-minute': 1,
    'schedule-late': 0.03,
    'schedule-twice': 0.05,
    'schedule-lost': 0.02,
    'answer-lost': 0.03,
    'message-lost': 0.03,
    'provider-throttles': 0.1,
    'provider-refuses': 0.03,
    'event-twice': 0.2,
    'event-late': 0.1,
    'event-lost': 0.1,
    'file-twice': 0.1,
    'notice-twice': 0.2,
    'notice-late': 0.1,
    'stream-twice': 0.15,
    'stream-late': 0.03,
    'crm-silent': 0.0004,
    'crm-limited': 0.002,
    'crm-used-up': 0.0003,
    'crm-token-expired': 0.005,
    'crm-request-lost': 0.01,
    'crm-answer-lost': 0.02,
    'crm-done-late': 0.06,
    'crm-half': 0.06,
    'crm-slow': 0.01,
  };
  const chances: FaultChances = {};
  // Now and then everything works, so that what depends on nothing but the rules can be told.
  const works = random.chance(0.35);
  for (const kind of faultKinds) {
    // Drawn for each kind, on or not, so that leaving one out changes no other.
    const chance = random.next() * highest[kind];
    if (random.chance(0.6) && !works && !without.includes(kind)) chances[kind] = chance;
  }
  return chances;
}

/** The names of faults and acts. @throws with the names there are, when one is none of them */
export function checkNames(names: readonly string[]): Left[] {
  const known: readonly string[] = [...faultKinds, ...actKinds, 'crm'];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`There is no fault or act ${unknown}: ${known.join(', ')}.`);
  return names as Left[];
}
