import { isAddressOf, isOfPeople, valueWithout } from '../../../domain/erasure/erased-person.ts';
import { matchId, type Subject } from '../../../domain/automations/match.ts';
import { EVERY_ORGANISATION, type Hold } from '../../../domain/holds/hold.ts';
import type { StoredRecord } from '../../../domain/records/record.ts';
import { counters } from '../../../domain/statistics/statistics.ts';
import { change } from '../../../ports/change.ts';
import { walk, walkPages } from '../../../ports/walk.ts';
import { movePlannedLook } from '../../matching/planned-look.ts';
import { anonymising, type Erase, type Erased, type Erasure, type ErasureOfOne } from './erasure.ts';

/** Removes what automations know of a lead or record, also those that were deleted: their sequences stay. */
export async function eraseMatches(
  { ports, organisation }: Erasure,
  subject: Subject['id'],
): Promise<number> {
  const { store } = ports;
  let removed = 0;
  for await (const { id: sequence, kind } of walk((page) => store.sequences.list(organisation, page))) {
    if (kind !== 'automation') continue;
    const id = matchId(sequence, { kind: 'lead', id: subject });
    const match = await store.matches.get(organisation, id);
    if (match === undefined) continue;
    // Its wake-up names the subject too.
    await movePlannedLook(ports, match, { ...match, wakesAt: undefined });
    await store.matches.remove(organisation, id);
    removed += 1;
  }
  return removed;
}

/** Removes a record, deleted or not, and before it what automations know of it, which is found by it. */
export async function eraseRecord(erasure: Erasure, { id }: StoredRecord): Promise<void> {
  await eraseMatches(erasure, id);
  await erasure.ports.store.records.remove(erasure.organisation, id);
}

/**
 * Takes the people's invitations out of the ledgers of addresses; one that is left empty goes. A phone number may be that
 * of others too: their invitations stay.
 */
export const eraseContactIntervals: Erase = async (erasure, { cursor, most }) => {
  const { ports, organisation, people } = erasure;
  const { store } = ports;
  const erased: Erased = { removed: 0, anonymised: 0, read: 0 };
  const list = (page: { limit: number; cursor?: string | undefined }) =>
    store.contactIntervals.list(organisation, page);
  for await (const page of walkPages(list, { cursor, most })) {
    for (const { id, invitations } of page.items) {
      const own = invitations.filter(({ enrollment }) => isOfPeople(people, enrollment));
      if (own.length === 0 && !isAddressOf(people, id)) continue;
      if (own.length === invitations.length) {
        await store.contactIntervals.remove(organisation, id);
        erased.removed += 1;
        continue;
      }
      if (own.length === 0) continue;
      await change(store.contactIntervals, { organisation, id }, (ledger) =>
        ledger === undefined
          ? 'unchanged'
          : {
              write: {
                ...ledger,
                invitations: ledger.invitations.filter(({ enrollment }) => !isOfPeople(people, enrollment)),
              },
            },
      );
      erased.anonymised += 1;
    }
    erased.read += page.items.length;
    erased.cursor = page.cursor;
  }
  return erased;
};

/** Makes the person's facts behind the figures of the sequences nobody's; the counts stay as they are. */
export const eraseFacts: Erase<ErasureOfOne> = async ({ ports: { store }, organisation, person }) => {
  let anonymised = 0;
  for (const sequenceId of person.sequences) {
    for (const { step, counts } of await store.statistics.ofSequence(organisation, sequenceId)) {
      for (const counter of counters) {
        if (counts[counter] === undefined) continue;
        const of = { organisation, sequenceId, step, counter };
        anonymised += await store.statistics.forget(of, person.leadId);
      }
    }
  }
  return { removed: 0, anonymised, read: anonymised };
};

/** Takes people out of what holds say, those of the whole stage too: the address in a provider's words, a probe. */
export const eraseHolds: Erase = async (erasure) => {
  const sum: Erased = { removed: 0, anonymised: 0, read: 0 };
  for (const organisation of [erasure.organisation, EVERY_ORGANISATION]) {
    const { anonymised, read } = await anonymising<Hold>(
      ({ ports: { store } }, page) => store.holds.list(organisation, page),
      ({ ports: { store } }) => store.holds,
      ({ id }) => id,
      ({ people }, hold) => valueWithout(people, hold),
    )(erasure, { most: Infinity });
    sum.anonymised += anonymised;
    sum.read += read;
  }
  return sum;
};
