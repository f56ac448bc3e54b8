import { enrollmentId } from '#shared/domain/kernel/enrollment-id.ts';
import type { Sender } from '#shared/domain/core/planning.ts';
import { blankEnrollment } from '#shared/domain/core/enrollment.ts';
import type { SimulatedEnrollment } from '#shared/domain/forecast/simulated-enrollment.ts';
import { simulate } from '#shared/domain/forecast/simulate.ts';
import { ForecastReport } from '#shared/domain/forecast/forecast-report.ts';
import { resolveSettings } from '#shared/domain/settings/resolve.ts';
import { type Sequence, type SequenceVersion, type Step } from '#shared/domain/sequences/step.ts';
import { ORGANISATION } from '#test/support/world.ts';
import { isMet, type Row } from './row.ts';
import { at, zoneNamed } from '#test/support/at.ts';
import { anne } from '#test/support/anne.ts';

const LEADS_OF_A_SENDER = 1_000;
const start = at('2026-11-23T07:00:00.000Z');
const zones = ['Europe/Paris', 'America/New_York', 'Asia/Tokyo', 'Europe/Bucharest', 'America/Sao_Paulo'].map(
  zoneNamed,
);

const steps = Array.from({ length: 6 }, (_, index): Step => ({
  id: `s${index + 1}`,
  name: `Step ${index + 1}`,
  type: index === 0 ? 'automated-mail' : 'automated-reply',
  wait: index % 2 === 0 ? { amount: index, unit: 'working-days' } : { amount: 3, unit: 'days' },
  templateId: 'mail',
}));
const version: SequenceVersion = {
  organisation: ORGANISATION,
  sequenceId: 'spring',
  version: 1,
  steps,
  publishedAt: start,
  publishedBy: 'anne',
};
const sequence: Sequence = {
  organisation: ORGANISATION,
  id: 'spring',
  revision: 1,
  name: 'Spring',
  status: 'active',
  draft: { steps },
  currentVersion: 1,
  createdBy: 'anne',
  createdAt: start,
};

/** How fast a forecast is made: every step of every lead of many senders, to the end, with its reasons (F1). */
export function planningSpeed({ leads }: { leads: number }): Row {
  secondsToForesee(Math.min(leads, 2_000), LEADS_OF_A_SENDER);
  const part = leads / 4;
  const [few, all] = [part, leads].map((each) => secondsToForesee(each, LEADS_OF_A_SENDER));
  const [short, long] = [part / 10, leads / 10].map((each) => secondsToForesee(each, Infinity));
  if (few === undefined || all === undefined || short === undefined || long === undefined) throw new Error();
  const growth = (of: number, to: number, n: number) =>
    to / of / ((n * Math.log(n)) / ((n / 4) * Math.log(n / 4)));
  const queue = growth(short, long, leads / 10);
  return {
    what: `forecast of ${leads.toLocaleString('en')} leads × ${steps.length} steps`,
    measured: `${all.toFixed(1)} s of one core, ${growth(few, all, leads).toFixed(2)} × n log n`,
    budget: '≤ 10 s, ∝ n log n',
    met: isMet(all <= 10),
    details: [
      `Waits, windows in five zones, holidays, caps, pacing and queue of ${leads * steps.length} steps, ${LEADS_OF_A_SENDER} leads a sender, 200 mails a day a minute apart; processor time.`,
      `${part.toLocaleString('en')} leads take ${few.toFixed(1)} s; four times as many may take 4 × log n / log (n/4) as long.`,
      `${(leads / 10).toLocaleString('en')} leads of one sender, in one queue: ${long.toFixed(1)} s, ${queue.toFixed(2)} × n log n.`,
    ],
  };
}

function secondsToForesee(leads: number, leadsOfASender: number): number {
  const before = process.cpuUsage();
  let done = 0;
  for (let first = 0; first < leads; first += leadsOfASender) {
    done += foreseeSender(Math.min(leadsOfASender, leads - first), first);
  }
  if (done !== leads * steps.length) throw new Error(`${done} steps were foreseen`);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

/** Forecasts the leads of one sender. @returns how many steps were foreseen */
function foreseeSender(leads: number, firstLead: number): number {
  const sender = senderOf(`user${firstLead}`);
  let done = 0;
  const report = new ForecastReport({
    stepOf: (_, id) => steps.find((step) => step.id === id),
    sender: () => sender,
    onLine: (line) => {
      done += line.steps.length;
    },
  });
  const enrollments = Array.from({ length: leads }, (_, index) => enrollmentOf(firstLead + index, sender));
  const left = simulate(
    {
      organisation: ORGANISATION,
      now: start,
      until: at('2036-01-01T00:00:00.000Z'),
      sender: () => sender,
      sequence: () => sequence,
      version: () => version,
      underWay: [],
      openings: [],
      days: [],
      holds: [],
      waves: [{ at: start, enrollments }],
      taskMinutes: 0,
    },
    (of, at, events) => report.take(of, at, events),
  );
  if (left.length > 0) throw new Error(`${left.length} leads have no end`);
  return done;
}

function enrollmentOf(number: number, sender: Sender): SimulatedEnrollment {
  const leadId = `lead${String(number).padStart(12, '0')}`;
  const blank = {
    organisation: ORGANISATION,
    id: enrollmentId(leadId, 'spring', 1),
    leadId,
    sequenceId: 'spring',
    userId: sender.user.id,
    version: 1,
    pinned: false,
  };
  return {
    enrollment: blankEnrollment(blank, start),
    lead: {
      organisation: ORGANISATION,
      id: leadId,
      revision: 1,
      status: 'lead',
      ownerId: sender.user.id,
      email: `${leadId}@example.com`,
      zone: zones[number % zones.length],
      fields: {},
      suppression: {},
      createdAt: start,
    },
    sender,
    asked: true,
  };
}

function senderOf(id: string): Sender {
  const values = {
    maxMailsPerDay: 200,
    mailDelay: { kind: 'fixed' as const, seconds: 60 },
    windowZone: 'recipient' as const,
    holidays: { country: 'FR', extra: [] },
  };
  const organisation = { organisation: ORGANISATION, scope: 'organisation' as const, revision: 1, values };
  return {
    user: { ...anne, id },
    settings: resolveSettings({ organisation, groups: [], user: undefined }),
  };
}
