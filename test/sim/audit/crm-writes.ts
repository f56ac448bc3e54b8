import type { CrmChange } from '../crm/crm-service.ts';
import type { WishedValue } from '../crm/wished-writes.ts';
import type { Stage } from '../stage.ts';
import type { Audited, Violation } from './audited.ts';

const HOUR_MS = 3_600_000;
const statusFields = { Lead: 'Status', Account: 'Status__c' } as const;

/**
 * B3, B6: a status is written because somebody wished it, once for each wish where it matters, and never an older over a
 * newer one; a lead is converted once at most; an activity is noted once; and nothing waits for ever.
 */
export async function crmWrites({ stage }: Audited): Promise<Violation[]> {
  if (stage.scenario.crm === undefined) return [];
  return [
    ...statuses(stage),
    ...conversions(stage),
    ...activities(stage),
    ...(await lost(stage)),
    ...(await wishes(stage)),
    ...(await liveness(stage)),
  ];
}

function statuses({ world: { crm, wished } }: Stage): Violation[] {
  return Object.entries(statusFields).flatMap(([entity, field]) => {
    const changes = crm.changes.filter((one) => one.entity === entity && field in one.fields && !one.made);
    const wishesOf = Map.groupBy(
      wished.values.filter((one) => one.field === field),
      ({ theirId }) => theirId,
    );
    return [...Map.groupBy(changes, ({ id }) => id)].flatMap(([id, some]) =>
      // A conversion brings its status with it, and was wished as such.
      statusesOf(
        some.filter(({ fields }) => !('IsConverted' in fields)),
        field,
        wishesOf.get(id) ?? [],
      ),
    );
  });
}

/** What we wrote into the status of one record, among what others wrote there. */
function statusesOf(
  changes: readonly CrmChange[],
  field: string,
  wishes: readonly WishedValue[],
): Violation[] {
  const violations: Violation[] = [];
  const wrong = ({ at, entity, id }: CrmChange, expected: string): void =>
    void violations.push({ rule: 'B3 statuses', at, expected: `${entity} ${id}: ${expected}` });
  let before: CrmChange | undefined;
  let theirs: CrmChange | undefined;
  for (const change of changes) {
    if (change.by === undefined) {
      theirs = change;
      continue;
    }
    const value = change.fields[field];
    const wished = wishes.filter((one) => one.value === value && one.order < change.order);
    if (wished.length === 0) wrong(change, `“${String(value)}” to be written only if it was wished`);
    const last = before;
    if (
      last !== undefined &&
      theirs !== undefined &&
      theirs.order > last.order &&
      last.fields[field] === value
    )
      if (!wished.some(({ order }) => order > last.order))
        wrong(
          change,
          `“${String(value)}” to be written once: it was at ${iso(last.at)}, and somebody has changed it since`,
        );
    const newest = wishes.findLast(
      (one) => one.order < (last?.order ?? 0) && one.value === last?.fields[field],
    );
    if (
      newest !== undefined &&
      last?.fields[field] !== value &&
      wished.every(({ since }) => since < newest.since)
    )
      wrong(change, `“${String(value)}” not to go over “${String(newest.value)}”, which was wished later`);
    before = change;
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

/** B3: what was wished last stands in the CRM in the end, unless people there changed it since, or it was refused. */
async function lost({ world: { crm, store, agenda, wished } }: Stage): Promise<Violation[]> {
  const failed = new Set<string>();
  for await (const { theirId, state } of store.crmWrites.scan())
    if (state.status === 'failed') failed.add(theirId);
  const violations: Violation[] = [];
  for (const [entity, field] of Object.entries(statusFields)) {
    const of = wished.values.filter((one) => one.field === field);
    for (const [id, some] of Map.groupBy(of, ({ theirId }) => theirId)) {
      const row = crm.store.find(entity as keyof typeof statusFields, id);
      if (row === undefined || row['IsDeleted'] === true || row['IsConverted'] === true || failed.has(id))
        continue;
      const [newest] = some.toSorted((a, b) => b.since - a.since || b.order - a.order);
      const theirs = crm.changes.findLast(
        (one) => one.id === id && one.by === undefined && field in one.fields,
      );
      if (
        newest === undefined ||
        (theirs !== undefined && theirs.order > newest.order) ||
        row[field] === newest.value
      )
        continue;
      const expected = `${entity} ${id} to be “${newest.value}”, as was wished at ${iso(newest.since)}, not “${String(row[field])}”`;
      violations.push({ rule: 'B3 lost', at: agenda.now, expected });
    }
  }
  return violations;
}

/** B3: what a workflow says that it did was wished of the CRM. */
async function wishes({ world: { store, wished } }: Stage): Promise<Violation[]> {
  const runs = await Array.fromAsync(store.workflowRuns.scan());
  return runs.flatMap(({ id, actions, outcomes }) =>
    outcomes.some(({ kind }, n) => kind === 'done' && actions[n]?.type === 'change-integration-status') &&
    !wished.keys.has(id)
      ? [
          {
            rule: 'B3 wished',
            at: outcomes[0]?.at ?? 0,
            expected: `the run ${id}, which says that it changed a status, to have wished one`,
          },
        ]
      : [],
  );
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

const iso = (at: number | undefined): string => (at === undefined ? '' : new Date(at).toISOString());
