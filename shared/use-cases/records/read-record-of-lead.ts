import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { StoredRecord } from '../../domain/records/record.ts';
import type { Store } from '../../ports/store.ts';
import { readRecord } from './read-record.ts';

/** A record that a message to a lead may be about: one that the caller can access, of the lead or of its account. */
export async function readRecordOfLead(
  ports: { store: Pick<Store, 'records' | 'leads' | 'users'> },
  { caller, id, lead }: { caller: Caller; id: string; lead: Pick<Lead, 'id' | 'accountId'> },
): Promise<{ kind: 'read'; item: StoredRecord } | Refusal> {
  const found = await readRecord(ports, { caller, id });
  if (found.kind !== 'read') return found;
  const { leadId, accountId } = found.item;
  const isTheirs = leadId === undefined ? accountId === lead.accountId : leadId === lead.id;
  return isTheirs ? found : { kind: 'conflict', detail: `The record “${id}” is not of this lead.` };
}
