import { connectorOf, type ConnectionKind, type ServiceHosts } from './connectors.ts';

/** Longest address that is taken. */
const LONGEST = 300;

/**
 * What is wrong with the address of a service, in words; undefined: it may be called. https, and one of the hosts of its
 * service; on the local system also plain http to the hosts that are allowed there, where stand-ins answer.
 *
 * @param allowed hosts that may be called though they are private: none but on the local system
 */
export function serviceAddressProblem(
  kind: ConnectionKind,
  address: string,
  allowed: readonly string[],
): string | undefined {
  const { hosts } = connectorOf(kind);
  if (hosts === undefined) return 'This service is never called: it has no address.';
  if (address.length > LONGEST) return `Keep the address within ${LONGEST} characters.`;
  // What is called is read by other parsers too: nothing that one of them might read otherwise.
  if (!/^[!-[\]-~]+$/.test(address) || !URL.canParse(address))
    return `This is no address: write it as ${hosts.such}.`;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return 'Take name and password out of the address.';
  if (url.search !== '' || url.hash !== '') return 'Take what stands behind ? and # out of the address.';
  const isAllowed = allowed.includes(url.hostname);
  if (isAllowed && (url.protocol === 'http:' || url.protocol === 'https:')) return undefined;
  if (url.protocol !== 'https:') return 'Only https is called: plain http can be read on its way.';
  if (url.port !== '') return 'Take the port out of the address.';
  if (url.pathname !== '/') return 'Give the address alone, without a path.';
  if (isOneOf(url.hostname, hosts)) return undefined;
  return `“${url.hostname.slice(0, 100)}” is none of the hosts of the service: write ${hosts.such}.`;
}

function isOneOf(host: string, { names, under }: ServiceHosts): boolean {
  return names.includes(host) || under.some((parent) => isUnder(host, parent));
}

/** One to three labels under a name, such as `acme--test.sandbox.my.salesforce.com`; each with a letter or digit. */
function isUnder(host: string, parent: string): boolean {
  if (!host.endsWith(`.${parent}`)) return false;
  const labels = host.slice(0, -parent.length - 1).split('.');
  return labels.length <= 3 && labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,62})$/.test(label));
}
