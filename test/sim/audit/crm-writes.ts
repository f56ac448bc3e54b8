import type { CrmChange } from '../crm/crm-service.ts';
import { wishes } from '../crm/set-up.ts';
import type { Stage } from '../stage.ts';
import type { Audited, Violation } from './audited.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const statusFields = { Lead: 'Status', Account: 'Status__c' } as const;
/** A wish is one of what happened to the lead; it may have been told so long before it was noted. */
const CLOCKS_MS = 10 * MINUTE_MS;

/** A status that a workflow wished, since when, and what fired it. */
type Wished = { at: number; value: string };

/**
 * B3, B6: a status is written because somebody wished it, once for each wish where it matters, and never an older over a
 * newer one; a lead is converted once at most; an activity is noted once; and nothing waits for ever.
 */
export async function crmWrites({ stage }: Audited): Promise<Violation[]> {
  if (stage.scenario.crm === undefined) return [];
  const all = await wishedStatuses(stage);
  return [
    ...statuses(stage, all),
    ...conversions(stage),
    ...activities(stage),
    ...(await lost(stage, all)),
    ...(await liveness(stage)),
  ];
}

function statuses(stage: Stage, all: ReadonlyMap<string, Wished[]>): Violation[] {
  const { crm } = stage.world;
  const violations: Violation[] = [];
  for (const [entity, field] of Object.entries(statusFields)) {
    const changes = crm.changes.filter((one) => one.entity === entity && field in one.fields && !one.made);
    for (const [id, some] of Map.groupBy(changes, (one) => one.id)) {
      const wished = all.get(id) ?? [];
      const wrong = ({ at }: CrmChange, expected: string): void =>
        void violations.push({ rule: 'B3 statuses', at, expected: `${entity} ${id}: ${expected}` });
      let before: CrmChange | undefined;
      let theirs: CrmChange | undefined;
      for (const change of some) {
        if (change.by === undefined) {
          theirs = change;
          continue;
        }
        const value = String(change.fields[field]);
        const since = wished
          .filter((one) => one.value === value && one.at <= change.at + CLOCKS_MS)
          .map(({ at }) => at);
        if (since.length === 0) wrong(change, `“${value}” to be written only if a workflow wished it`);
        const writtenBefore = before !== undefined && before.fields[field] === value ? before : undefined;
        const isOver =
          theirs !== undefined && writtenBefore !== undefined && theirs.order > writtenBefore.order;
        if (isOver && !since.some((at) => at > (writtenBefore?.at ?? 0) - CLOCKS_MS))
          wrong(
            change,
            `“${value}” to be written once: it was at ${iso(writtenBefore?.at)}, and somebody has changed it since`,
          );
        const newer =
          before === undefined
            ? []
            : wished.filter((one) => one.value === before?.fields[field] && one.at <= (before?.at ?? 0));
        const newest = Math.max(...newer.map(({ at }) => at));
        if (
          newer.length > 0 &&
          before?.fields[field] !== value &&
          since.every((at) => at < newest - CLOCKS_MS)
        )
          wrong(
            change,
            `“${value}” not to go over “${String(before?.fields[field])}”, which was wished later`,
          );
        before = change;
      }
    }
  }
  return violations;
}

/** B6: a lead is converted once; asked for again it was not converted by us before. */
function conversions({ world: { crm } }: Stage): Violation[] {
  return [...Map.groupBy(crm.conversions, ({ lead }) => lead).values()].flatMap((some) => {
    const done = some.findIndex((one) => one.done);
    const again = done === -1 ? undefined : some[done + 1];
    if (again === undefined) return [];
    const expected = `${again.lead} to be converted once: it was at ${iso(some[done]?.at)}, and ${again.by} asked again`;
    return [{ rule: 'B6 converted once', at: again.at, expected }];
  });
}

/** B6: what happened to a lead is noted there once. */
function activities({ world: { crm } }: Stage): Violation[] {
  const tasks = crm.changes.filter(({ entity, made, by }) => entity === 'Task' && made && by !== undefined);
  const marks = Map.groupBy(
    tasks,
    ({ fields }) => /\[Relance [^\]]*\]/.exec(String(fields['Description']))?.[0] ?? '',
  );
  return [...marks].flatMap(([mark, [, again]]) =>
    again === undefined
      ? []
      : [
          {
            rule: 'B6 noted once',
            at: again.at,
            expected: `the activity ${mark} to be noted once, not as ${again.id} too`,
          },
        ],
  );
}

/** B3: what a workflow wished last stands in the CRM in the end, unless people there changed it since, or it was refused. */
async function lost(stage: Stage, all: ReadonlyMap<string, Wished[]>): Promise<Violation[]> {
  const { crm, store, agenda } = stage.world;
  const failed = new Set<string>();
  for await (const { theirId, state } of store.crmWrites.scan())
    if (state.status === 'failed') failed.add(theirId);
  const violations: Violation[] = [];
  for (const [id, some] of all) {
    const entity = crm.store.find('Lead', id) === undefined ? 'Account' : 'Lead';
    const row = crm.store.find(entity, id);
    const newest = some.toSorted((a, b) => a.at - b.at).at(-1);
    if (
      newest === undefined ||
      row?.['IsDeleted'] === true ||
      row?.['IsConverted'] === true ||
      failed.has(id)
    )
      continue;
    const field = statusFields[entity];
    const theirs = crm.changes.findLast(
      (one) => one.id === id && one.by === undefined && field in one.fields,
    );
    if (theirs !== undefined && theirs.at > newest.at - CLOCKS_MS) continue;
    if (row?.[field] !== newest.value)
      violations.push({
        rule: 'B3 lost',
        at: agenda.now,
        expected: `${entity} ${id} to be “${newest.value}”, as was wished at ${iso(newest.at)}, not “${String(row?.[field])}”`,
      });
  }
  return violations;
}

/** F4: nothing is under way for ever, and the CRM has been read. */
async function liveness({ world: { store, agenda } }: Stage): Promise<Violation[]> {
  const { now } = agenda;
  const violations: Violation[] = [];
  for await (const { id, state } of store.crmWrites.scan()) {
    const due =
      state.status === 'claimed'
        ? state.until
        : state.status === 'pending' || state.status === 'unknown'
          ? state.nextAt
          : undefined;
    if (due !== undefined && due < now - HOUR_MS)
      violations.push({
        rule: 'F4 writes',
        at: now,
        expected: `${id} to be done; it is ${JSON.stringify(state)}`,
      });
  }
  for await (const { id, objects, problem } of store.syncStates.scan())
    for (const [object, { caughtUpAt = 0 }] of Object.entries(objects))
      if (caughtUpAt < now - 2 * HOUR_MS)
        violations.push({
          rule: 'F4 reading',
          at: now,
          expected: `${id} to have read ${object} since ${iso(caughtUpAt)} (${problem?.trouble})`,
        });
  return violations;
}

/** What workflows wished, by the record that it is for: read from what they say that they did. */
async function wishedStatuses(stage: Stage): Promise<Map<string, Wished[]>> {
  const { store } = stage.world;
  const wished = new Map<string, Wished[]>();
  const links = await Array.fromAsync(store.crmLinks.scan());
  const add = (id: string, one: Wished): void => void wished.set(id, [...(wished.get(id) ?? []), one]);
  for await (const run of store.workflowRuns.scan()) {
    const asked = Object.entries(wishes).find(([type]) => run.workflowId.startsWith(type))?.[1];
    if (asked === undefined || run.outcomes.every(({ kind }) => kind !== 'done')) continue;
    const at = run.cause.at;
    const ours = links.filter((link) => link.ours === `lead.${run.leadId}`);
    if ('leadStatus' in asked)
      for (const { object, theirId } of ours)
        if (object === 'lead') add(theirId, { at, value: asked.leadStatus });
    if ('accountStatus' in asked)
      for (const { theirAccountId } of ours)
        if (theirAccountId !== undefined) add(theirAccountId, { at, value: asked.accountStatus });
  }
  return wished;
}

const iso = (at: number | undefined): string => (at === undefined ? '' : new Date(at).toISOString());
