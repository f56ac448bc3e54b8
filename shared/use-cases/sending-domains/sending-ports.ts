import type { SendingDomainStage } from '../../domain/sending-domains/required-records.ts';
import type { Dns } from '../../ports/dns.ts';
import type { Ids } from '../../ports/ids.ts';
import type { MailIdentities } from '../../ports/mail-identities.ts';
import type { Store } from '../../ports/store.ts';

/** What the sending domain reaches outside through. */
export type SendingPorts = {
  store: Pick<Store, 'sendingDomains' | 'settings'>;
  identities: MailIdentities;
  dns: Dns;
  ids: Ids;
  sendingDomainStage: SendingDomainStage;
};
