/** A domain as the mail provider knows it. */
export type MailIdentity = {
  domain: string;
  /** The organisation that registered it here; undefined: it was registered otherwise, and is not ours to remove. */
  owner?: string | undefined;
  /** It bears a tag of ours, of an organisation or of a stage: functions may send from it, and change it. */
  ours: boolean;
  /** Names of the DKIM keys, and the domain under which the provider publishes them. */
  dkim: { tokens: string[]; zone: string };
  /** Whether the provider sends for it: it looks at DNS by itself, for up to three days. */
  state: 'pending' | 'verified' | 'failed';
  mailFromDomain?: string | undefined;
  /** The provider mails each bounce and complaint to whom the mail came from, besides telling us of it. */
  forwardsFeedback: boolean;
};

/** The domains that the mail provider sends for. */
export type MailIdentities = {
  /** Registers a domain for an organisation, with keys of the provider's own; one that is there already stays as it is. */
  register(domain: string, owner: string): Promise<void>;
  /** Bounces of the domain come back to this subdomain. */
  setMailFrom(domain: string, mailFromDomain: string): Promise<void>;
  /** Bounces and complaints of a domain of ours are mailed to nobody any more: we are told of them otherwise. */
  endFeedback(domain: string): Promise<void>;
  get(domain: string): Promise<MailIdentity | undefined>;
  /** Forgets a domain; one that is not there is fine. */
  remove(domain: string): Promise<void>;
};
