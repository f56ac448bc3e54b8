import type { UserId } from '../../domain/kernel/ids.ts';
import { senderAt } from '../../domain/core/delegate.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Language } from '../../domain/kernel/language.ts';
import type { User } from '../../domain/people/people.ts';
import type { Store } from '../../ports/store.ts';
import { loadSender } from '../people/load-sender.ts';

/**
 * Who gets what a user is to be told now, and in which language: the user, or who stands in during an absence (F7); in
 * the user's own language, else that of the organisation. Undefined: the user is gone or switched off.
 */
export async function findRecipient(
  { store }: { store: Pick<Store, 'users' | 'groups' | 'settings'> },
  organisation: string,
  userId: UserId,
  now: Instant,
): Promise<{ user: User; language: Language } | undefined> {
  const sender = await loadSender(store, organisation, userId);
  if (sender === undefined) return undefined;
  const acting = senderAt({}, sender, {}, now);
  if (!acting.user.active) return undefined;
  return { user: acting.user, language: acting.user.language ?? acting.settings.profile.value.language };
}
