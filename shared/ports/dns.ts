import type { DnsAnswer } from '../domain/sending-domains/dns-answer.ts';

/** Looks up public DNS. Names without a dot at the end; values as published, without a dot at the end. */
export type Dns = {
  /** Where an alias leads, one step; several only by a fault. */
  cname(name: string): Promise<DnsAnswer>;
  /** Texts, the chunks of each joined. */
  txt(name: string): Promise<DnsAnswer>;
  /** As `10 mail.example`. */
  mx(name: string): Promise<DnsAnswer>;
  /** IPv4 and IPv6 addresses. */
  addresses(name: string): Promise<DnsAnswer>;
};
