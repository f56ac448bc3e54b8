import type { Instant } from '../../domain/kernel/instant.ts';
import type { Language } from '../../domain/kernel/language.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import { starterFile } from '../../domain/starters/starters.ts';
import type { StarterId } from '../../domain/starters/starter-texts.ts';
import type { Store } from '../../ports/store.ts';
import type { Saved } from '../save-item.ts';
import { importSequence } from '../sequences/sequence-file.ts';

/**
 * Makes a draft and its templates of a starter in a language (F14). Asked for again it is the sequence as it is by now:
 * nothing of what was made of it is lost. Nothing is published.
 *
 * @param request.as the id of the sequence; absent: that of the starter with its language
 */
export async function makeStarter(
  ports: { store: Pick<Store, 'sequences' | 'templates' | 'recordTypes'> },
  request: { caller: Caller; id: StarterId; language: Language; as?: string | undefined; now: Instant },
): Promise<Saved<Sequence> | Refusal> {
  const { caller, id: starter, language, now } = request;
  const { as: id = `${starter}-${language}` } = request;
  const existing = await ports.store.sequences.get(caller.organisation, id);
  if (existing !== undefined && existing.status !== 'deleted' && existing.kind === undefined)
    return { kind: 'saved', item: existing, created: false };
  return importSequence(ports, { caller, id, file: starterFile(starter, language), now });
}
