import type { Settings } from '../../domain/settings/settings.ts';
import type { Store } from '../../ports/store.ts';
import { ContentionError } from '../engine/contention.ts';

const MOST_TRIES = 8;

/**
 * Makes mails and links of an organisation use a verified domain from now on, or the stage's own again (A8). It stands
 * in the settings that every step reads anyway, so that sending reads nothing more. Done already: nothing is written.
 */
export async function activateDomain(
  { store }: { store: Pick<Store, 'settings'> },
  organisation: string,
  sending: Settings['sending'],
): Promise<void> {
  const scope = 'organisation';
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const existing = await store.settings.get(organisation, scope);
    const now = existing?.values.sending ?? null;
    if (now?.domain === sending?.domain && now?.linkHost === sending?.linkHost) return;
    const values = { ...existing?.values, sending };
    const revision = (existing?.revision ?? 0) + 1;
    const next = { organisation, scope, revision, values };
    if ((await store.settings.put(next, existing?.revision ?? 'absent')) === 'written') return;
  }
  throw new ContentionError(`The settings of ${organisation} are contended`);
}
