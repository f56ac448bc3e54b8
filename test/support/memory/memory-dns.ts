import type { DnsAnswer } from '#shared/domain/sending-domains/dns-answer.ts';
import type { RequiredRecord } from '#shared/domain/sending-domains/required-records.ts';
import type { Dns } from '#shared/ports/dns.ts';

type Kind = 'CNAME' | 'TXT' | 'MX' | 'ADDRESS';

/** DNS in memory: what is published, and how names fail. */
export type MemoryDns = Dns & {
  publish(kind: Kind, name: string, ...values: string[]): void;
  /** Publishes a record as it is wanted; one by address is pointed where its target is. */
  publishRequired(records: readonly Pick<RequiredRecord, 'type' | 'name' | 'value'>[]): void;
  unpublish(kind: Kind, name: string): void;
  /** Questions about this name are not answered; undefined: they are again. */
  fail(name: string, why: 'timeout' | 'server-failure' | 'refused' | undefined): void;
};

export function memoryDns(): MemoryDns {
  const records = new Map<string, string[]>();
  const failures = new Map<string, 'timeout' | 'server-failure' | 'refused'>();
  const key = (kind: Kind, name: string) => `${kind} ${name.toLowerCase()}`;
  const answer = (kind: Kind, name: string): DnsAnswer => {
    const why = failures.get(name);
    if (why !== undefined) return { kind: 'unanswered', why };
    const values = records.get(key(kind, name));
    if (values !== undefined) return { kind: 'found', values };
    const exists = [...records.keys()].some((one) => one.endsWith(` ${name.toLowerCase()}`));
    return { kind: exists ? 'no-record' : 'no-name' };
  };
  const publish = (kind: Kind, name: string, ...values: string[]) => {
    records.set(key(kind, name), values);
  };
  return {
    publish,
    publishRequired(wanted) {
      for (const { type, name, value } of wanted) {
        if (type !== 'A/AAAA') publish(type, name, value);
        else publish('ADDRESS', name, ...(records.get(key('ADDRESS', value)) ?? []));
      }
    },
    unpublish: (kind, name) => {
      records.delete(key(kind, name));
    },
    fail: (name, why) => {
      if (why === undefined) failures.delete(name);
      else failures.set(name, why);
    },
    cname: async (name) => answer('CNAME', name),
    txt: async (name) => answer('TXT', name),
    mx: async (name) => answer('MX', name),
    addresses: async (name) => answer('ADDRESS', name),
  };
}
