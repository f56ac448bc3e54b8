import { localDate, plusDays, startOfDay } from '#shared/domain/calendar/zones.ts';
import { dueAfter, limitsOf, requestOf, type Sender } from '#shared/domain/enrollment/planning.ts';
import type { Instant, LocalDate } from '#shared/domain/kernel/instant.ts';
import { admit } from '#shared/domain/lane/admit.ts';
import { backlogOrder } from '#shared/domain/lane/backlog.ts';
import { emptyDay } from '#shared/domain/lane/lane-day.ts';
import { resolveSettings } from '#shared/domain/settings/resolve.ts';
import type { Step } from '#shared/domain/sequence/step.ts';
import { ORGANISATION, SENDER } from '#test/support/world.ts';
import type { Row } from './row.ts';

const LEADS_OF_A_SENDER = 1_000;
const zones = ['Europe/Paris', 'America/New_York', 'Asia/Tokyo', 'Europe/Bucharest', 'America/Sao_Paulo'];

const steps = Array.from({ length: 6 }, (_, index): Step => ({
  id: `s${index + 1}`,
  name: `Step ${index + 1}`,
  type: index === 0 ? 'automated-mail' : 'automated-reply',
  wait: index % 2 === 0 ? { amount: index, unit: 'working-days' } : { amount: 3, unit: 'days' },
  templateId: 'mail',
}));

/**
 * How fast steps are planned. There is no forecast yet; it will be these functions over an imagined clock, so this
 * stands for it: every lead's steps through waits, windows in five zones, caps and the queue, to the end.
 */
export function planningSpeed({ leads }: { leads: number }): Row {
  secondsToPlan(Math.min(leads, 2_000));
  const part = leads / 4;
  const [few, all] = [secondsToPlan(part), secondsToPlan(leads)];
  const growth = all / few / ((leads * Math.log(leads)) / (part * Math.log(part)));
  return {
    what: `forecast of ${leads.toLocaleString('en')} leads × ${steps.length} steps: not built yet; its planning functions`,
    measured: `${all.toFixed(1)} s of one core, ${growth.toFixed(2)} × n log n`,
    budget: '≤ 10 s, ∝ n log n',
    met: 'info',
    details: [
      `A proxy: waits, windows, caps and queue of ${leads * steps.length} steps, ${LEADS_OF_A_SENDER} leads a sender, 200 mails a day; processor time.`,
      `${part.toLocaleString('en')} leads take ${few.toFixed(1)} s; four times as many may take 4 × log n / log (n/4) as long.`,
    ],
  };
}

function secondsToPlan(leads: number): number {
  const before = process.cpuUsage();
  for (let first = 0; first < leads; first += LEADS_OF_A_SENDER) {
    const planned = planLane(Math.min(LEADS_OF_A_SENDER, leads - first), first);
    if (planned === 0) throw new Error('Nothing was planned');
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

/** A step of a lead that asks for a place on a day of its lane. */
type Waiting = { lead: number; step: number; due: Instant };

/** Plans every step of a sender's leads, day by day as the lane opens. @returns how many steps got a time */
function planLane(leads: number, firstLead: number): number {
  const sender = senderOf();
  const lane = `${SENDER}.mail`;
  const limits = limitsOf('mail', sender);
  const start = '2026-11-23T07:00:00.000Z';
  const agenda = new Map<LocalDate, Waiting[]>();
  const put = (date: LocalDate, waiting: Waiting) => {
    const there = agenda.get(date);
    if (there === undefined) agenda.set(date, [waiting]);
    else there.push(waiting);
  };
  let date = localDate(start, limits.zone);
  agenda.set(
    date,
    Array.from({ length: leads }, (_, index) => ({ lead: firstLead + index, step: 0, due: start })),
  );
  let planned = 0;
  while (agenda.size > 0) {
    const now = startOfDay(date, limits.zone);
    const waiting = (agenda.get(date) ?? []).toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1));
    agenda.delete(date);
    const room = limits.perDay.value ?? Infinity;
    for (const late of waiting.slice(room)) put(plusDays(date, 1), late);
    const requests = waiting.slice(0, room).map((each) => requestFor(each, sender));
    const asking = new Map(requests.map(({ key }, index) => [key, waiting[index]]));
    const facts = { organisation: ORGANISATION, lane, limits, now, earliest: now };
    for (const placement of admit(facts, [emptyDay(ORGANISATION, lane, date)], requests).placements) {
      const own = asking.get(placement.key);
      if (own === undefined || placement.kind === 'impossible') throw new Error('A step without a time');
      if (placement.kind === 'backlogged') {
        put(placement.opensOn, own);
        continue;
      }
      planned += 1;
      const next = steps[own.step + 1];
      if (next === undefined) continue;
      const due = dueAfter(next, placement.at, sender, { zone: zoneOf(own.lead) });
      const on = localDate(due, limits.zone);
      put(on > date ? on : plusDays(date, 1), { lead: own.lead, step: own.step + 1, due });
    }
    date = plusDays(date, 1);
  }
  return planned;
}

function rankOf({ step, due }: Waiting): string {
  return backlogOrder({ priority: step === 0 ? 1 : 0, due });
}

function requestFor({ lead, step, due }: Waiting, sender: Sender) {
  const planned = steps[step];
  if (planned === undefined) throw new Error(`No step ${step}`);
  const enrollmentId = `${String(lead).padStart(16, '0')}.spring.1`;
  const recipient = { zone: zoneOf(lead) };
  return requestOf(
    { enrollmentId, step: planned, version: 1, due, firstTouch: step === 0, recipient },
    sender,
  );
}

function zoneOf(lead: number): string | undefined {
  return zones[lead % zones.length];
}

function senderOf(): Sender {
  const values = {
    maxMailsPerDay: 200,
    mailDelay: { kind: 'none' as const },
    windowZone: 'recipient' as const,
    holidays: { country: 'FR', extra: [] },
  };
  const organisation = { organisation: ORGANISATION, scope: 'organisation' as const, revision: 1, values };
  return {
    user: {
      organisation: ORGANISATION,
      id: SENDER,
      revision: 1,
      name: 'Anne',
      email: 'anne@acme.example',
      role: 'user',
      zone: 'Europe/Paris',
      groupIds: [],
      active: true,
    },
    settings: resolveSettings({ organisation, groups: [], user: undefined }),
  };
}
