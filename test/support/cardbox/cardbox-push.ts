import { isSameSecret } from '#shared/adapters/incoming/same-secret.ts';
import type { IncomingConnector } from '#shared/ports/incoming-connector.ts';

/** What Cardbox sends when a card was changed: a hint, proven by its key. */
export const cardboxPush: IncomingConnector = {
  verify: ({ headers, body }, { credentials }) =>
    isSameSecret(headers['cardbox-key'] ?? '', credentials['key'] ?? '')
      ? { kind: 'proven', events: [{ id: body, body }] }
      : { kind: 'refused', why: 'forged' },
  read: async () => ({ type: 'crm-changed' }),
};
