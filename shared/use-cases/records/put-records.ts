import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { decideRecord, type RecordInput } from '../../domain/records/decide-record.ts';
import type { StoredRecord } from '../../domain/records/record.ts';
import { change } from '../../ports/change.ts';
import type { Ids } from '../../ports/ids.ts';
import { loadRecordFacts, type RecordStore } from './load-record-facts.ts';
import { recordIdOf } from './record-id.ts';

/** What became of a record that was written. */
export type PutRecord =
  { kind: 'put'; outcome: 'created' | 'changed' | 'unchanged'; item: StoredRecord } | Refusal;

/** Records that are written side by side. */
const CONCURRENCY = 20;

/**
 * Writes records, each by its type and its source's id (E1): it is made, or changed, or is so already; or it is refused, and
 * the others are written nonetheless. Each is one conditional write, so that what was cut off is simply written again.
 */
export async function putRecords(
  ports: { store: RecordStore; ids: Pick<Ids, 'of'> },
  request: { caller: Caller; inputs: readonly RecordInput[]; now: Instant },
): Promise<PutRecord[]> {
  const { caller, inputs, now } = request;
  const { organisation } = caller;
  const factsOf = await loadRecordFacts(ports.store, caller, inputs);
  const seen = new Set<string>();
  const asked = inputs.map((input) => {
    const id = recordIdOf(ports.ids, organisation, input);
    const again = seen.has(id);
    seen.add(id);
    return { input, id, again };
  });
  const outcomes = await inChunks(asked, CONCURRENCY, async ({ input, id, again }): Promise<PutRecord> => {
    if (again) return twice;
    const gather = (stored: StoredRecord | undefined) => factsOf(input, stored);
    const done = await change(ports.store.records, { organisation, id, gather }, (stored, facts) =>
      decideRecord(stored, facts, { caller, id, input, now }),
    );
    switch (done.kind) {
      case 'refused':
        return done.why;
      case 'unchanged':
        if (done.item === undefined) throw new Error(`The record ${id} is unchanged, and is not there`);
        return { kind: 'put', outcome: 'unchanged', item: done.item };
      case 'written':
        return { kind: 'put', outcome: outcomeOf(done.item), item: done.item };
    }
  });
  return outcomes.map(({ result }) => result);
}

function outcomeOf({ events }: StoredRecord): 'created' | 'changed' {
  return events.some(({ type }) => type === 'record-created') ? 'created' : 'changed';
}

/** Of two that mean the same record, which one is to stay nobody can say. */
const twice: Refusal = {
  kind: 'invalid',
  problems: [{ path: ['sourceId'], message: 'This record is in the request twice: write it once.' }],
};
