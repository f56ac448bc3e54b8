import { rememberedVersions } from '#functions/runtime/remembered-versions.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { putAutomation } from '#shared/use-cases/automations/save-automation.ts';
import { activateAutomation } from '#shared/use-cases/automations/switch-automation.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { lookAtSubject } from '#shared/use-cases/matching/look-at-subject.ts';
import { runningReadOnce } from '#shared/use-cases/matching/running-automations.ts';
import { requestLooks } from '#shared/use-cases/matching/request-looks.ts';
import { at } from '#test/support/at.ts';
import { memoryFiles } from '#test/support/memory/memory-files.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
} from '#test/support/world.ts';
import { billOf, functionLines, tableLines, type Bill } from './bill.ts';
import { manyLeads } from './many-leads.ts';
import { meteredStore, type MeteredStore } from './metered-store.ts';
import { prices } from './prices.ts';
import { isMet, type Row } from './row.ts';

/** Mails to each lead, a day apart. */
const mails = 3;
const start = at('2026-11-23T08:00:00.000Z');
const end = at('2027-02-01T00:00:00.000Z');

/** What a mail of an automation costs beside one of a sequence, at the same load, without what enrols. */
export async function automationStep({ leads }: { leads: number }): Promise<Row> {
  const [sequence, automation] = [await priced(leads, enrolled), await priced(leads, matched)];
  const ratio = Math.round((automation.dollars / sequence.dollars) * 100) / 100;
  return {
    what: 'a mail of an automation, beside one of a sequence',
    measured: `${ratio.toFixed(2)} × its price`,
    value: ratio,
    budget: '≤ 1.10 ×',
    met: isMet(ratio <= 1.1),
    details: [
      `a million mails of a sequence: $${sequence.dollars.toFixed(2)}`,
      ...sequence.lines,
      `a million mails of an automation: $${automation.dollars.toFixed(2)}`,
      ...automation.lines,
      'An automation reads the record that a mail is about: it asks again whether it still matches.',
      'Tables, schedules and the function that sends; what is written about a mail once it went out is the same.',
    ],
  };
}

type Begin = (w: World, leadIds: string[], now: Instant) => Promise<void>;

async function priced(leads: number, begin: Begin): Promise<Bill> {
  const metered = await meteredStore();
  try {
    const w = world(start, undefined, remembering(metered));
    const people = manyLeads(leads);
    const waits = Array.from({ length: mails }, (_, index) => ({
      amount: index === 0 ? 0 : 1,
      unit: 'days' as const,
    }));
    const settings = { mailDelay: { kind: 'none' as const } };
    await seed(w, { steps: waits.map((wait) => ({ wait })), leads: people, settings });
    await begin(
      w,
      people.map(({ id }) => id),
      start,
    );
    metered.read();
    w.calls.splice(0);
    await w.run(end);
    if (w.mailer.sent.length !== leads * mails) throw new Error(`${w.mailer.sent.length} mails went out`);
    const wakeUps = w.batches.flat().length;
    return billOf(leads * mails, [
      { what: 'invocations of Scheduler', count: wakeUps, price: prices.scheduleInvocation },
      ...tableLines(metered.read()),
      ...functionLines('run-due-steps', { invocations: w.batches.length, items: wakeUps, calls: w.calls }),
    ]);
  } finally {
    await metered.stop();
  }
}

const remembering = ({ store }: MeteredStore) => ({ ...store, versions: rememberedVersions(store.versions) });

const enrolled: Begin = async (w, leadIds, now) => {
  const request = { organisation, leadIds, sequenceId: SEQUENCE, userId: SENDER, by: SENDER, now };
  await enrollLeads(w.ports, request);
};

/** Every lead has an offer that matches. */
const matched: Begin = async (w, leadIds, now) => {
  const { store } = w.ports;
  const ports = { ...w.ports, store, files: memoryFiles(), inboundMail: memoryFiles() };
  const caller = { organisation, userId: SENDER, role: 'admin' } as const;
  const filter = { field: 'record.status', is: 'is', value: 'sent' } as const;
  const named = { organisation, id: 'offers', revision: 1, name: 'Offers', shared: true, createdBy: SENDER };
  await store.filters.put({ ...named, over: 'offer', filter, createdAt: now, changedAt: now }, 'absent');
  const steps = Array.from({ length: mails }, (_, index) => ({
    id: `s${index}`,
    name: 'Mail',
    action: 'mail-to-client' as const,
    delayDays: index === 0 ? 0 : 1,
    on: 'any-day' as const,
    templateId: 'mail',
  }));
  const input = {
    name: 'Offers',
    filterId: 'offers',
    steps,
    repeats: { kind: 'once' },
    whenItEnds: 'stop',
  } as const;
  const id = 'offers';
  const saved = await putAutomation(ports, { caller, id, input, expected: 'absent', now });
  if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
  await activateAutomation(ports, { caller, id, scope: 'all', expected: saved.item.revision, now });
  for (const leadId of leadIds) {
    const record = {
      organisation,
      id: `offer.${leadId}`,
      sourceId: leadId,
      typeId: 'offer',
      leadId,
      ownerId: SENDER,
    };
    const dates = { createdAt: now, changedAt: now, revision: 1, events: [] };
    await store.records.put({ ...record, ...dates, values: { status: 'sent' } }, 'absent');
  }
  const subjects = leadIds.map((leadId) => ({ kind: 'record' as const, id: `offer.${leadId}` }));
  await requestLooks(
    ports,
    subjects.map((subject) => ({ organisation, subject })),
  );
  const running = runningReadOnce(store);
  for (const look of w.queue.matches.splice(0)) await lookAtSubject({ ...ports, running }, look, now);
};
