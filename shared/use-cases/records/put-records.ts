import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { AccessScope, Caller } from '../../domain/people/access.ts';
import {
  decideRecord,
  type RecordDecision,
  type RecordFacts,
  type RecordInput,
} from '../../domain/records/decide-record.ts';
import type { StoredRecord } from '../../domain/records/record.ts';
import { change } from '../../ports/change.ts';
import type { Ids } from '../../ports/ids.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
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
  request: {
    caller: Caller;
    inputs: readonly RecordInput[];
    now: Instant;
    /** Whom the caller could access when the work was asked for; absent: whom the caller can access now. */
    scope?: AccessScope;
    /** Says what would become of each, and writes nothing. */
    checkOnly?: boolean;
  },
): Promise<PutRecord[]> {
  const { caller, inputs, now, checkOnly = false } = request;
  const { organisation } = caller;
  const scope = request.scope ?? (await loadAccessScope(ports.store, caller));
  const factsOf = await loadRecordFacts(ports.store, { caller, scope }, inputs);
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
    const decide = (stored: StoredRecord | undefined, facts: RecordFacts) =>
      decideRecord(stored, facts, { caller, id, input, now });
    if (checkOnly) {
      const stored = await ports.store.records.get(organisation, id);
      return wouldPut(stored, decide(stored, await gather(stored)));
    }
    const done = await change(ports.store.records, { organisation, id, gather }, decide);
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

/** What a decision would come to. */
function wouldPut(stored: StoredRecord | undefined, decision: RecordDecision): PutRecord {
  if (decision === 'unchanged') {
    if (stored === undefined) throw new Error('A record that is not there is unchanged');
    return { kind: 'put', outcome: 'unchanged', item: stored };
  }
  if ('refuse' in decision) return decision.refuse;
  const item = { ...decision.write, revision: (stored?.revision ?? 0) + 1 };
  return { kind: 'put', outcome: outcomeOf(item), item };
}

function outcomeOf({ events }: StoredRecord): 'created' | 'changed' {
  return events.some(({ type }) => type === 'record-created') ? 'created' : 'changed';
}

/** Of two that mean the same record, which one is to stay nobody can say. */
const twice: Refusal = {
  kind: 'invalid',
  problems: [{ path: ['sourceId'], message: 'This record is in the request twice: write it once.' }],
};
