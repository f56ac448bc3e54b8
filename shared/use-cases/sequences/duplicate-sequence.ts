import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { refusalOfKind } from '../../domain/sequences/sequence-kind.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import type { Store } from '../../ports/store.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { copyName } from '../templates/duplicate-template.ts';

/**
 * Copies the draft of a sequence, or one of its versions, into the draft of a new one, which uses the same templates
 * and has no leads and no history.
 */
export async function duplicateSequence(
  ports: { store: Pick<Store, 'sequences' | 'versions'> },
  request: {
    caller: Caller;
    id: string;
    as: string;
    name?: string | undefined;
    version?: number | undefined;
    now: Instant;
  },
): Promise<Saved<Sequence> | Refusal> {
  const { caller, id, as, version, now } = request;
  const { organisation } = caller;
  const [original, existing, published] = await Promise.all([
    ports.store.sequences.get(organisation, id),
    ports.store.sequences.get(organisation, as),
    version === undefined ? undefined : ports.store.versions.get(organisation, `${id}.${version}`),
  ]);

  if (original === undefined) return { kind: 'not-found', what: 'sequence', id };
  const otherKind = refusalOfKind(original, undefined);
  if (otherKind) return otherKind;
  if (version !== undefined && published === undefined)
    return { kind: 'not-found', what: 'version', id: `${id}.${version}` };
  if (existing !== undefined) {
    return {
      kind: 'conflict',
      detail: `There is a sequence “${as}”, or was one: choose another id.`,
      id: as,
    };
  }
  const { steps, unsubscribeLink, stopOnReply, stopOnConversion } = published ?? original.draft;
  const copy = {
    organisation,
    id: as,
    name: request.name ?? copyName(original.name),
    status: 'draft' as const,
    draft: { steps, unsubscribeLink, stopOnReply, stopOnConversion },
    currentVersion: 0,
    createdBy: caller.userId,
    createdAt: now,
  };

  return saveItem(ports.store.sequences, undefined, copy, 'absent');
}
