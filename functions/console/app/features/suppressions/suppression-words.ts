import type { ItemOf } from '../../api/operations.ts';
import { msg, type Message } from '../../i18n/i18n.ts';

export type Suppression = ItemOf<'GET /v1/suppressions'>;

export const reasons: Record<Suppression['reason'], Message> = {
  unsubscribed: msg('Unsubscribed'),
  complained: msg('Reported as spam'),
  bounced: msg('Mail came back'),
  'by-hand': msg('Added by hand'),
};

export const sources: Record<Suppression['source'], Message> = {
  recipient: msg('The person'),
  provider: msg('The mail provider'),
  user: msg('A user'),
  import: msg('A file'),
};
