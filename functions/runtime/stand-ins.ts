import type { ConnectionKind } from '#shared/domain/connections/connectors.ts';

type StandIn = { settings: Record<string, string>; credentials: Record<string, string> };

/**
 * What connects the stand-ins of services that run on one machine, where there are any: it is known to everybody, and
 * opens nothing else.
 */
export function standInOf(url: string | undefined): (kind: ConnectionKind) => StandIn | undefined {
  if (url === undefined) return () => undefined;
  const all: Partial<Record<ConnectionKind, StandIn>> = {
    salesforce: {
      settings: { domain: `${url}/salesforce`, flow: 'client-credentials' },
      credentials: { clientId: 'relance-stand-in', clientSecret: 'stand-in-secret' },
    },
    hubspot: {
      settings: { flow: 'private-app', apiUrl: `${url}/hubspot` },
      credentials: { accessToken: 'pat-stand-in' },
    },
    calendly: { settings: {}, credentials: { signingKey: 'stand-in-signing-key-of-calendly' } },
    ringover: { settings: { apiUrl: `${url}/ringover` }, credentials: { apiKey: 'stand-in-key' } },
    aircall: {
      settings: { apiUrl: `${url}/aircall` },
      credentials: { webhookToken: 'stand-in-webhook-token', apiId: 'stand-in', apiToken: 'stand-in-token' },
    },
    generic: {
      settings: {},
      credentials: { secret: `whsec_${Buffer.from('stand-in-secret-of-32-characters').toString('base64')}` },
    },
  };
  return (kind) => all[kind];
}
