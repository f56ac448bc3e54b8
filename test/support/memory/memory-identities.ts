import type { MailIdentities, MailIdentity } from '#shared/ports/mail-identities.ts';

/** The provider's domains in memory, and the names of the calls that changed them. */
export type MemoryIdentities = MailIdentities & { domains: Map<string, MailIdentity>; calls: string[] };

export function memoryIdentities(): MemoryIdentities {
  const domains = new Map<string, MailIdentity>();
  const calls: string[] = [];
  return {
    domains,
    calls,
    async register(domain, owner) {
      calls.push(`register ${domain}`);
      if (domains.has(domain)) return;
      const label = domain.replaceAll('.', '');
      const tokens = ['a', 'b', 'c'].map((letter) => `${letter}${label}`);
      const dkim = { tokens, zone: 'dkim.amazonses.com' };
      domains.set(domain, { domain, owner, ours: true, dkim, state: 'pending', forwardsFeedback: true });
    },
    async setMailFrom(domain, mailFromDomain) {
      calls.push(`mail-from ${mailFromDomain}`);
      const identity = domains.get(domain);
      if (identity === undefined) throw new Error(`There is no identity ${domain}`);
      domains.set(domain, { ...identity, mailFromDomain });
    },
    async endFeedback(domain) {
      calls.push(`no feedback ${domain}`);
      const identity = domains.get(domain);
      if (identity?.ours !== true) throw new Error(`There is no identity ${domain} with a tag of ours`);
      domains.set(domain, { ...identity, forwardsFeedback: false });
    },
    async get(domain) {
      return domains.get(domain);
    },
    async remove(domain) {
      calls.push(`remove ${domain}`);
      domains.delete(domain);
    },
  };
}
