/** A domain as the mail provider knows it. */
export type MailIdentity = {
  domain: string;
  /** The organisation that registered it here; undefined: it was registered otherwise, and is not ours to remove. */
  owner?: string | undefined;
  /** Names of the DKIM keys, and the domain under which the provider publishes them. */
  dkim: { tokens: string[]; zone: string };
  /** Whether the provider sends for it: it looks at DNS by itself, for up to three days. */
  state: 'pending' | 'verified' | 'failed';
  mailFromDomain?: string | undefined;
};

/** The domains that the mail provider sends for. */
export type MailIdentities = {
  /** Registers a domain for an organisation, with keys of the provider's own; one that is there already stays as it is. */
  register(domain: string, owner: string): Promise<void>;
  /** Bounces of the domain come back to this subdomain. */
  setMailFrom(domain: string, mailFromDomain: string): Promise<void>;
  get(domain: string): Promise<MailIdentity | undefined>;
  /** Forgets a domain; one that is not there is fine. */
  remove(domain: string): Promise<void>;
};
