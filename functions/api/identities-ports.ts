import type { Operation } from '#shared/contracts/api/operation.ts';
import type { SendingDomainStage } from '#shared/domain/sending-domains/required-records.ts';
import type { Dns } from '#shared/ports/dns.ts';
import type { Ids } from '#shared/ports/ids.ts';
import type { MailIdentities } from '#shared/ports/mail-identities.ts';
import type { Store } from '#shared/ports/store.ts';
import type { UserPool } from '#shared/ports/user-pool.ts';
import type { AdmissionPorts, Handlers } from './route.ts';
import type { ServedBy } from './served-by.ts';

/** What the part of the API that decides who sends and who signs in reaches outside through. */
export type IdentityPorts = AdmissionPorts & {
  store: Store;
  ids: Ids;
  identities: MailIdentities;
  userPool: UserPool;
  dns: Dns;
  sendingDomainStage: SendingDomainStage;
};

/** The work of those operations that change sending domains and the access of users. */
export type IdentityHandlers<Operations extends Record<string, Operation>> = Handlers<
  ServedBy<'api-identities', Operations>,
  IdentityPorts
>;
