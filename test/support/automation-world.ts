import { activityCodec } from '#shared/contracts/stored/activity.ts';
import { enrollmentCodec } from '#shared/contracts/stored/enrollment.ts';
import type { AutomationStep } from '#shared/domain/automations/automation.ts';
import type { ChangedAccount, ChangedSubject } from '#shared/domain/automations/match.ts';
import { activityOfChange } from '#shared/domain/activity/activity-of-change.ts';
import type { Activity } from '#shared/domain/activity/activity.ts';
import type { Filter } from '#shared/domain/filters/filter.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Caller } from '#shared/domain/people/access.ts';
import type { StoredRecord } from '#shared/domain/records/record.ts';
import { lookAtSubject } from '#shared/use-cases/matching/look-at-subject.ts';
import {
  requestLooks,
  requestLooksOfAccounts,
  requestLooksOfActivities,
} from '#shared/use-cases/matching/request-looks.ts';
import { runningReadOnce } from '#shared/use-cases/matching/running-automations.ts';
import { putAutomation, type AutomationInput } from '#shared/use-cases/automations/save-automation.ts';
import { activateAutomation } from '#shared/use-cases/automations/switch-automation.ts';
import { keepEngagement } from '#shared/use-cases/filters/keep-engagement.ts';
import { runJobSlice } from '#shared/use-cases/jobs/run/run-job-slice.ts';
import { at } from './at.ts';
import { memoryFiles } from './memory/memory-files.ts';
import { memoryStore } from './memory/memory-store.ts';
import { ORGANISATION as organisation, SENDER, seed, world, type World } from './world.ts';

export const admin: Caller = { organisation, userId: SENDER, role: 'admin' };

/** A world in which automations run: streams, matches, jobs and steps are worked off as time passes. */
export type AutomationWorld = World & {
  /** Lets time pass until an instant, everything that is due worked off on the way. */
  live(until: string): Promise<void>;
  /** Writes a record of a lead, new or changed. */
  record(values: StoredRecord['values'], of?: Partial<StoredRecord>): Promise<void>;
  /** Saves a filter, and an automation with it; activates it unless `scope` is `off`. */
  automate(
    of: { filter: Filter; over?: string; scope?: 'all' | 'new' | 'off' } & Partial<AutomationInput>,
  ): Promise<void>;
};

export const AUTOMATION = 'offers';

/** A step that mails the client at once. */
export const mailStep: AutomationStep = {
  id: 'mail',
  name: 'Mail',
  action: 'mail-to-client',
  delayDays: 0,
  on: 'any-day',
  templateId: 'mail',
};

/** One lead, `lead1`, of `anne`, and templates for every action. */
export async function automationWorld(start: string): Promise<AutomationWorld> {
  const changed: ChangedSubject[] = [];
  const accounts: ChangedAccount[] = [];
  const activities: Activity[] = [];
  const recorded: Activity[] = [];
  const store = memoryStore(({ table, item, before }) => {
    const { id } = item as { id?: string };
    if (table === 'leads' && id !== undefined) changed.push({ organisation, subject: { kind: 'lead', id } });
    if (table === 'accounts' && id !== undefined) accounts.push({ organisation, accountId: id });
    if (table === 'records' && id !== undefined)
      changed.push({ organisation, subject: { kind: 'record', id } });
    if (table === 'enrollments')
      activities.push(...[activityOfChange(enrollmentCodec.decode(item)) ?? []].flat());
    if (table === 'activities' && before === undefined) recorded.push(activityCodec.decode(item));
  });
  const w = world(at(start), undefined, store);
  const ports = { ...w.ports, store, files: memoryFiles(), inboundMail: memoryFiles() };
  await seed(w, { steps: [{ type: 'automated-mail' }] });
  const template = { organisation, revision: 1, fallbacks: {}, ownerId: SENDER, shared: true } as const;
  await store.templates.put(
    {
      ...template,
      id: 'told',
      kind: 'user-mail',
      name: 'Told',
      subject: 'About {{ lead.firstName }}',
      html: '<p>Look at {{ record.number }}</p>',
      textFromHtml: 'Look at {{ record.number }}',
      createdAt: w.clock.now(),
    },
    'absent',
  );

  async function settle(): Promise<void> {
    for (;;) {
      await store.activities.add(activities.splice(0));
      const added = recorded.splice(0);
      await keepEngagement({ store }, added);
      await requestLooksOfActivities(ports, added);
      await requestLooks(ports, changed.splice(0));
      await requestLooksOfAccounts(ports, accounts.splice(0));
      const looks = w.queue.matches.splice(0);
      const running = runningReadOnce(store);
      for (const look of looks) await lookAtSubject({ ...ports, running }, look, w.clock.now());
      const jobs = w.queue.jobs.splice(0);
      for (const { jobId } of jobs) await runJobSlice(ports, { organisation, jobId, now: w.clock.now() });
      await w.run(w.clock.now());
      if (
        added.length + looks.length + jobs.length + changed.length + accounts.length + activities.length ===
        0
      )
        return;
    }
  }

  function next(): Instant | undefined {
    const instants = [
      w.scheduler.entries()[0]?.at,
      ...[...w.scheduler.matches.values()].map((one) => one.at),
    ];
    return instants.filter((one) => one !== undefined).toSorted((a, b) => a - b)[0];
  }

  return {
    ...w,
    async live(until) {
      await settle();
      for (let due = next(); due !== undefined && due <= at(until); due = next()) {
        if (due > w.clock.now()) w.clock.set(due);
        for (const [name, entry] of w.scheduler.matches) {
          if (entry.at > w.clock.now()) continue;
          w.scheduler.matches.delete(name);
          w.queue.matches.push(entry.message);
        }
        await settle();
      }
      if (at(until) > w.clock.now()) w.clock.set(at(until));
    },
    async record(values, of = {}) {
      const now = w.clock.now();
      const id = of.id ?? 'offer.a1';
      const before = await store.records.get(organisation, id);
      const made = { organisation, id, sourceId: id, typeId: 'offer', leadId: 'lead1', ownerId: SENDER };
      const revision = (before?.revision ?? 0) + 1;
      await store.records.put(
        { createdAt: now, ...made, ...before, changedAt: now, events: [], ...of, values, revision },
        before?.revision ?? 'absent',
      );
    },
    async automate({ filter, over = 'offer', scope = 'all', ...of }) {
      const now = w.clock.now();
      const named = { organisation, id: 'f1', revision: 1, name: 'Filter', shared: true, createdBy: SENDER };
      await store.filters.put({ ...named, over, filter, createdAt: now, changedAt: now }, 'absent');
      const input: AutomationInput = {
        name: 'Offers',
        filterId: 'f1',
        steps: [],
        repeats: { kind: 'once' },
        whenItEnds: 'stop',
        ...of,
      };
      const id = AUTOMATION;
      const saved = await putAutomation(ports, { caller: admin, id, input, expected: 'absent', now });
      if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
      if (scope === 'off') return;
      const { revision: expected } = saved.item;
      const on = await activateAutomation(ports, { caller: admin, id, scope, expected, now });
      if (on.kind !== 'saved') throw new Error(JSON.stringify(on));
    },
  };
}
