import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import {
  isInForce,
  listedForm,
  suppressionReasons,
  type SuppressedAddress,
  type SuppressionReason,
} from '../../domain/people/suppression.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import { listMatching } from '../list-matching.ts';
import { listOver } from '../list-over.ts';
import { readEntries } from './read-entries.ts';

type Ports = { store: Pick<Store, 'suppressions' | 'settings'>; ids: Ids };

/** Which entries: those in force, of one reason or of all, or else those that were lifted; of one address or of all. */
export type SuppressionsAsked = {
  organisation: string;
  limit: number;
  cursor?: string | undefined;
  address?: string | undefined;
  reason?: SuppressionReason | undefined;
  lifted?: boolean | undefined;
};

/** Addresses of the suppression list. */
export async function listSuppressions(
  ports: Ports,
  asked: SuppressionsAsked,
): Promise<Page<SuppressedAddress>> {
  const { organisation, limit, cursor, address, reason, lifted = false } = asked;
  if (address !== undefined) {
    const entries = await readEntries(ports, organisation, [listedForm(address)]);
    const input = entries.filter(
      (entry) => isInForce(entry) !== lifted && (reason === undefined || entry.reason === reason),
    );
    return { items: input };
  }
  const ofKey = (of: string, page: PageRequest) =>
    ports.store.suppressions.list(organisation, { ...page, query: { index: 'byReason', of } });
  if (lifted) {
    return listMatching(
      { limit, cursor },
      (page) => ofKey('lifted', page),
      (entry) => reason === undefined || entry.reason === reason,
    );
  }
  if (reason !== undefined) return ofKey(reason, { limit, cursor });
  return listOver(suppressionReasons, { limit, cursor }, ofKey);
}

/** One entry, lifted or not. */
export async function readSuppression(
  ports: { store: Pick<Store, 'suppressions'> },
  { caller, id }: { caller: Caller; id: string },
): Promise<{ kind: 'read'; item: SuppressedAddress } | Refusal> {
  const item = await ports.store.suppressions.get(caller.organisation, id);
  return item === undefined ? { kind: 'not-found', what: 'suppression', id } : { kind: 'read', item };
}
