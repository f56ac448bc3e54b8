import type { CrmRecord } from '../../domain/crm/crm-object.ts';
import { writeId, type CrmWrite } from '../../domain/crm/crm-write.ts';
import { OWNER, type TakeIn } from '../../domain/crm/decide-take-in.ts';
import { fieldsToRead, statusFieldOf } from '../../domain/crm/map-values.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { plusMinutes } from '../../domain/time/instants.ts';
import type { Store } from '../../ports/store.ts';
import type { TakeInContext } from './take-in-context.ts';

/** Before a run began, in minutes: searches of a CRM, and clocks, may be so much behind. */
const LATELY_MINUTES = 5;

/**
 * The record as it is in the CRM now, where it may tell what was there before a write of ours: a page of changes is worked
 * on some time after it was read, and what we have written meanwhile would look as if somebody there had taken it back
 * (B6: none older over newer). `told`: there is no such doubt. Undefined: it is not there any more, which is told apart.
 */
export async function asItIsNow(
  { store }: { store: Pick<Store, 'crmWrites'> },
  context: Pick<TakeInContext, 'organisation' | 'kind' | 'mapping' | 'crm' | 'now'>,
  record: CrmRecord,
  decision: TakeIn,
): Promise<CrmRecord | 'told' | undefined> {
  const { organisation, kind, mapping, crm, now } = context;
  const { object, id: theirId } = record;
  const changed = changedThere(decision, statusFieldOf(mapping, object));
  if (changed.length === 0) return 'told';
  const of = { kind, object, theirId };
  const ids = [writeId(of, 'fields'), ...(object === 'lead' ? [writeId(of, 'convert')] : [])];
  const writes = await store.crmWrites.getMany(organisation, ids);
  if (!writes.some((write) => isLate(write, now) && isAbout(write, changed, decision))) return 'told';
  const [present] = await crm.read({ object, ids: [theirId], fields: fieldsToRead(mapping, object) });
  return present !== undefined && present.modifiedAt < record.modifiedAt ? 'told' : present;
}

/** Names of what would change here since it looks changed there. */
function changedThere({ values, status, ownerId }: TakeIn, statusField: string | undefined): string[] {
  return [
    ...values.flatMap(({ field, becomes }) => (becomes === undefined ? [] : [field.theirs])),
    ...(status === undefined || statusField === undefined ? [] : [statusField]),
    ...(ownerId === undefined ? [] : [OWNER]),
  ];
}

function isLate({ state }: CrmWrite, now: Instant): boolean {
  if (state.status === 'written') return state.at >= plusMinutes(now, -LATELY_MINUTES);
  // Both sides agree on it before it is settled.
  return state.status === 'claimed';
}

function isAbout({ work }: CrmWrite, changed: readonly string[], { status }: TakeIn): boolean {
  if (work.kind === 'convert') return status !== undefined;
  return work.kind === 'fields' && changed.some((name) => Object.hasOwn(work.fields, name));
}
