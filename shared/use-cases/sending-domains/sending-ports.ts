import type { DomainStage } from '../../domain/sending-domains/wanted-records.ts';
import type { Dns } from '../../ports/dns.ts';
import type { Ids } from '../../ports/ids.ts';
import type { MailIdentities } from '../../ports/mail-identities.ts';
import type { Store } from '../../ports/store.ts';

/** What the own sending domain reaches outside through. */
export type SendingPorts = {
  store: Pick<Store, 'sendingDomains' | 'settings'>;
  identities: MailIdentities;
  dns: Dns;
  ids: Ids;
  domainStage: DomainStage;
};
