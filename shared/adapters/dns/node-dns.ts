import { Resolver } from 'node:dns/promises';
import type { DnsAnswer } from '../../domain/sending-domains/dns-answer.ts';
import type { Dns } from '../../ports/dns.ts';

/**
 * DNS as Node asks it. A question is asked twice and given up after four seconds.
 * @param servers to ask, as `192.0.2.1` or `192.0.2.1:5353`; the system's own unless given
 */
export function nodeDns(
  servers: readonly string[] = [],
  { timeoutMs = 2_000 }: { timeoutMs?: number | undefined } = {},
): Dns {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  return {
    cname: (name) => ask(() => resolver.resolveCname(name)),
    txt: (name) => ask(async () => (await resolver.resolveTxt(name)).map((chunks) => chunks.join(''))),
    mx: (name) =>
      ask(async () =>
        (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`),
      ),
    async addresses(name) {
      const both = await Promise.all([
        ask(() => resolver.resolve4(name)),
        ask(() => resolver.resolve6(name)),
      ]);
      const values = both.flatMap((answer) => (answer.kind === 'found' ? answer.values : []));
      const unanswered = both.find((answer) => answer.kind === 'unanswered');
      return unanswered ?? (values.length > 0 ? { kind: 'found', values } : both[0]);
    },
  };
}

async function ask(question: () => Promise<string[]>): Promise<DnsAnswer> {
  try {
    const values = (await question()).map((value) => value.replace(/\.$/, ''));
    return values.length === 0 ? { kind: 'no-record' } : { kind: 'found', values };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    switch (code) {
      case 'ENOTFOUND':
        return { kind: 'no-name' };
      case 'ENODATA':
        return { kind: 'no-record' };
      case 'ETIMEOUT':
        return { kind: 'unanswered', why: 'timeout' };
      case 'ESERVFAIL':
        return { kind: 'unanswered', why: 'server-failure' };
      case 'EREFUSED':
      case 'ECONNREFUSED':
      case 'EBADNAME':
      case 'EBADRESP':
      case 'ENOTIMP':
      case 'EFORMERR':
        return { kind: 'unanswered', why: 'refused' };
      default:
        throw error;
    }
  }
}
