import { textOf } from '#shared/domain/time/instants.ts';
import type { CrmField, CrmObject, CrmOption, CrmRecord } from '#shared/domain/crm/crm-object.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Crm, CrmActivity, CrmUser, CrmWritten } from '#shared/ports/crm.ts';
import { CrmError, type CrmFault } from '#shared/ports/crm-error.ts';

/** A field of an object of the CRM in memory; `values`: the only ones that it takes. */
export type MemoryField = {
  name: string;
  readOnly?: true;
  type?: CrmField['type'];
  values?: readonly CrmOption[];
};

/**
 * What happens at a call, instead of its answer: a fault; of a write, how many of the batch were done all the same. By
 * default none, as the fault says.
 */
export type CallFault = { fault: CrmFault; done?: number };

/** One value as it reached the CRM. */
export type WrittenValue = { object: CrmObject; id: string; field: string; value: string | null };

/** A CRM in memory, as strict as the real ones: what is not there, not allowed or not on a list is refused. */
export type MemoryCrm = Crm & {
  /** Which account it is. */
  account: string;
  records: Map<string, CrmRecord>;
  /** Every value that was written by us, in order; and what was converted and noted. */
  written: WrittenValue[];
  converted: string[];
  activities: CrmActivity[];
  /** Names of the calls that were made. */
  calls: string[];
  /** Decides what happens at the n-th call, counted from 1. */
  fails: (call: number, name: string) => CallFault | undefined;
  /** What befalls single records: locked for the next write of it. */
  locked: Set<string>;
  seed(record: Pick<CrmRecord, 'object' | 'id'> & Partial<CrmRecord>): CrmRecord;
  /** Somebody there changes a record. */
  change(object: CrmObject, id: string, fields: Readonly<Record<string, string | null>>): void;
  remove(object: CrmObject, id: string): void;
  merge(object: CrmObject, winner: string, loser: string): void;
  valueOf(object: CrmObject, id: string, field: string): string | undefined;
};

export type MemoryCrmOf = {
  now: () => Instant;
  fields: Partial<Record<CrmObject, readonly MemoryField[]>>;
  users?: CrmUser[];
  /** It has leads that can be converted. */
  converts?: boolean;
  knowsActivities?: true;
};

const nameOf = (object: CrmObject, id: string): string => `${object} ${id}`;

/** A CRM in memory. Its cursor is the number of the change that was read last. */
export function memoryCrm({
  now,
  fields: shapes,
  users = [],
  converts = true,
  knowsActivities,
}: MemoryCrmOf): MemoryCrm {
  const records = new Map<string, CrmRecord>();
  const changes: { object: CrmObject; id: string }[] = [];
  const seen = new Set<string>();
  let hasAnswered = false;

  const touch = (record: CrmRecord): CrmRecord => {
    const touched = { ...record, modifiedAt: now() };
    records.set(nameOf(record.object, record.id), touched);
    changes.push({ object: record.object, id: record.id });
    return touched;
  };
  const at = (object: CrmObject, id: string): CrmRecord => {
    const record = records.get(nameOf(object, id));
    if (record === undefined) throw new Error(`The test has no ${object} ${id}`);
    return record;
  };
  const shapeOf = (object: CrmObject, name: string): MemoryField => {
    const field = shapes[object]?.find((one) => one.name === name);
    if (field !== undefined) return field;
    throw new CrmError({ kind: 'no-field', object, field: name }, `There is no field ${name} of ${object}.`);
  };
  const picked = (record: CrmRecord, fields: readonly string[]): CrmRecord => ({
    ...record,
    fields: Object.fromEntries(Object.entries(record.fields).filter(([name]) => fields.includes(name))),
  });
  const withValues = (record: CrmRecord, values: Readonly<Record<string, string | null>>): CrmRecord => {
    const kept = Object.entries({ ...record.fields, ...values });
    return {
      ...record,
      fields: Object.fromEntries(kept.flatMap(([name, value]) => (value === null ? [] : [[name, value]]))),
    };
  };

  /** Does a call, or lets it fail as planned: a batch may be done in part before. */
  async function call<T>(name: string, work: (most: number) => T): Promise<T> {
    crm.calls.push(name);
    await Promise.resolve();
    const planned = crm.fails(crm.calls.length, name);
    if (planned === undefined) {
      hasAnswered = true;
      return work(Infinity);
    }
    if (planned.done !== undefined && planned.done > 0) work(planned.done);
    throw new CrmError(planned.fault, `The CRM says: ${planned.fault.kind}.`);
  }

  function writeOne(
    object: CrmObject,
    { id, fields }: { id: string; fields: Readonly<Record<string, string | null>> },
  ): CrmWritten {
    const record = records.get(nameOf(object, id));
    if (record === undefined || record.deleted === true) return { kind: 'gone', into: record?.mergedInto };
    if (crm.locked.delete(nameOf(object, id))) return { kind: 'later', why: 'The record is locked.' };
    if (record.convertedTo !== undefined) return { kind: 'refused', why: 'The lead is converted.' };
    for (const [name, value] of Object.entries(fields)) {
      const { readOnly, values } = shapeOf(object, name);
      if (readOnly) return { kind: 'refused', why: `${name} may not be written.` };
      const option = values?.find((one) => one.value === value);
      if (values !== undefined && value !== null && option?.active !== true)
        return { kind: 'refused', why: `“${value}” is not on the list of ${name}.` };
      if (option?.converts === true)
        return { kind: 'refused', why: `“${value}” is of converted leads alone.` };
    }
    touch(withValues(record, fields));
    for (const [field, value] of Object.entries(fields)) crm.written.push({ object, id, field, value });
    return { kind: 'written' };
  }

  function convertOne(id: string, status: string): CrmWritten {
    const lead = records.get(nameOf('lead', id));
    if (lead === undefined || lead.deleted === true) return { kind: 'gone', into: lead?.mergedInto };
    if (lead.convertedTo !== undefined) return { kind: 'refused', why: 'The lead is converted already.' };
    const option = shapes.lead?.flatMap(({ values = [] }) => values).find((one) => one.value === status);
    if (option?.converts !== true) return { kind: 'refused', why: `“${status}” converts no lead.` };
    crm.converted.push(id);
    touch({ ...lead, convertedTo: `contact-of-${id}` });
    return { kind: 'written' };
  }

  function noteOne(activity: CrmActivity): CrmWritten {
    const record = records.get(nameOf(activity.about.object, activity.about.id));
    if (record === undefined || record.deleted === true) return { kind: 'gone', into: record?.mergedInto };
    if (knowsActivities && seen.has(activity.key)) return { kind: 'written' };
    seen.add(activity.key);
    crm.activities.push(activity);
    return { kind: 'written' };
  }

  function atMost(most: number, size: number): void {
    if (size > most) throw new Error(`A batch of ${size}: ${most} are taken at most.`);
  }

  const crm: MemoryCrm = {
    account: 'memory',
    records,
    written: [],
    converted: [],
    activities: [],
    calls: [],
    fails: () => undefined,
    locked: new Set(),
    objects: Object.keys(shapes) as CrmObject[],
    ...(knowsActivities && { knowsActivities }),
    seed: (record) => touch({ createdAt: now(), modifiedAt: now(), fields: {}, ...record }),
    change: (object, id, fields) => void touch(withValues(at(object, id), fields)),
    remove: (object, id) => void touch({ ...at(object, id), deleted: true }),
    merge: (object, winner, loser) => void touch({ ...at(object, loser), deleted: true, mergedInto: winner }),
    valueOf: (object, id, field) => at(object, id).fields[field],
    test: () => call('test', () => ({ organisation: 'In memory', account: crm.account })),
    describe: (object) =>
      call('describe', () =>
        (shapes[object] ?? []).map(({ name, readOnly, type = 'text', values }) => ({
          name,
          label: name,
          type: values === undefined ? type : 'choice',
          writable: readOnly !== true,
        })),
      ),
    picklist: ({ object, field }) => call('picklist', () => [...(shapeOf(object, field).values ?? [])]),
    recordTypes: () => call('recordTypes', () => []),
    users: () => call('users', () => users),
    count: (object) =>
      call(
        'count',
        () => [...records.values()].filter((one) => one.object === object && !one.deleted).length,
      ),
    changes: ({ object, fields, cursor, since, most }) =>
      call('changes', () => {
        const from = cursor === undefined ? 0 : Number(cursor);
        const found = changes
          .map((change, index) => ({ ...change, number: index + 1 }))
          .filter(
            (change) =>
              change.object === object &&
              change.number > from &&
              (since === undefined || at(object, change.id).modifiedAt >= since),
          );
        const page = found.slice(0, most);
        for (const field of fields) shapeOf(object, field);
        return {
          records: page.map(({ id }) => picked(at(object, id), fields)),
          cursor: String(page.at(-1)?.number ?? Math.max(from, changes.length)),
          more: found.length > page.length,
        };
      }),
    newest: ({ object, fields, most }) =>
      call('newest', () =>
        [...records.values()]
          .filter((one) => one.object === object && one.deleted !== true)
          .toSorted(
            (a, b) => b.modifiedAt - a.modifiedAt || textOf(b.modifiedAt).localeCompare(textOf(a.modifiedAt)),
          )
          .slice(0, most)
          .map((one) => picked(one, fields)),
      ),
    read: ({ object, ids, fields }) =>
      call('read', () => {
        atMost(200, ids.length);
        for (const field of fields) shapeOf(object, field);
        return ids.flatMap((id) => {
          const record = records.get(nameOf(object, id));
          return record === undefined || record.deleted === true ? [] : [picked(record, fields)];
        });
      }),
    write: (object, writes) =>
      call('write', (most) => {
        atMost(200, writes.length);
        // As the real ones: a field that is not there spoils the whole batch.
        for (const { fields } of writes) for (const name of Object.keys(fields)) shapeOf(object, name);
        return writes.slice(0, most).map((write) => writeOne(object, write));
      }),
    ...(converts && {
      convert: (id: string, status: string) => call('convert', () => convertOne(id, status)),
    }),
    addActivities: (activities) =>
      call('addActivities', (most) => {
        atMost(100, activities.length);
        return activities.slice(0, most).map(noteOne);
      }),
    answered: () => hasAnswered,
    allowance: () => undefined,
  };
  return crm;
}
