import type { SentMessage } from '../../domain/core/sent-message.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';

type Ports = {
  store: Pick<Store, 'sentMessages'>;
  notKept?: ((id: string, error: unknown) => void) | undefined;
};

/**
 * Keeps a message that went out, or may have, with its words (F9); of two of one step, as when a person sends again what
 * had an unknown outcome, the later. It went out already: where it cannot be kept that is told, and nothing fails.
 */
export async function keepMessage(
  { store, notKept }: Ports,
  message: Omit<SentMessage, 'revision'>,
): Promise<void> {
  const { organisation, id } = message;
  try {
    await change(store.sentMessages, { organisation, id, known: { item: undefined } }, (before) =>
      before !== undefined && before.at > message.at ? 'unchanged' : { write: message },
    );
  } catch (error) {
    notKept?.(id, error);
  }
}
