import type { ConnectionKind } from './connectors.ts';

/** Longest address that is taken. */
const LONGEST = 300;

/** The hosts of a service: its own names, and names one or more labels under others. */
type Hosts = { names: readonly string[]; under: readonly string[]; such: string };

/**
 * Where each service is (B6). What is secret goes to these hosts and to no other, whatever somebody writes.
 *
 * - Salesforce: My Domain of production, sandboxes, developer and trial organisations, and the two shared hosts for signing
 *   in: https://help.salesforce.com/s/articleView?id=xcloud.domain_name_url_formats.htm
 * - HubSpot: https://developers.hubspot.com/docs/api-reference/overview, of its data centres outside North America too.
 * - Ringover: https://developer.ringover.com, the European and the American host.
 * - Aircall: https://developer.aircall.io/api-references/.
 */
const hostsOf: Partial<Record<ConnectionKind, Hosts>> = {
  salesforce: {
    names: ['login.salesforce.com', 'test.salesforce.com'],
    under: ['my.salesforce.com'],
    such: 'https://acme.my.salesforce.com or https://acme--test.sandbox.my.salesforce.com',
  },
  hubspot: {
    names: [
      'api.hubapi.com',
      'api-eu1.hubapi.com',
      'api-na2.hubapi.com',
      'api-na3.hubapi.com',
      'api-ap1.hubapi.com',
    ],
    under: [],
    such: 'https://api.hubapi.com',
  },
  ringover: {
    names: ['public-api.ringover.com', 'public-api-us.ringover.com'],
    under: [],
    such: 'https://public-api.ringover.com',
  },
  aircall: { names: ['api.aircall.io'], under: [], such: 'https://api.aircall.io' },
};

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
  const hosts = hostsOf[kind];
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

function isOneOf(host: string, { names, under }: Hosts): boolean {
  return names.includes(host) || under.some((parent) => isUnder(host, parent));
}

/** One to three labels under a name, such as `acme--test.sandbox.my.salesforce.com`; each with a letter or digit. */
function isUnder(host: string, parent: string): boolean {
  if (!host.endsWith(`.${parent}`)) return false;
  const labels = host.slice(0, -parent.length - 1).split('.');
  return labels.length <= 3 && labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,62})$/.test(label));
}
