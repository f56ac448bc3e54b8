import { numberProblem, privateKeyProblem, standardSecretProblem } from './value-forms.ts';

/** What a connection is for: customer records, bookings, or telephone calls. */
export type ConnectionSort = 'crm' | 'calendar' | 'calls';

/** One value that connecting takes. `secret`: kept in the vault of credentials, and never answered again. */
export type ConnectionField = {
  name: string;
  label: string;
  description: string;
  secret: boolean;
  optional?: true;
  /** The only values that it may have. */
  options?: readonly string[];
  /** It is the address of the service: one of its hosts. */
  address?: true;
  /** Ways of signing in (the values of the field `flow`) that take it, though it is optional. */
  takenBy?: readonly string[];
  /** It has several lines, and more characters than others. */
  longText?: true;
  /** What is wrong with a value, beyond its length and its characters, in words; undefined: nothing. */
  problem?: (value: string) => string | undefined;
};

/** The hosts of a service: its own names, and names one or more labels under others. */
export type ServiceHosts = { names: readonly string[]; under: readonly string[]; such: string };

type Connector = {
  label: string;
  sort: ConnectionSort;
  fields: readonly ConnectionField[];
  /** Where it is called: what is secret goes to these hosts and to no other. Undefined: it is never called. */
  hosts?: ServiceHosts;
  /** Of a CRM: which of its objects are people. */
  people?: readonly ('lead' | 'contact')[];
  /** It sends what happened to an address of ours (`/in/…`). */
  receives: boolean;
  documentation: string;
};

const connector = <const Of extends Connector>(definition: Of): Of => definition;

/**
 * Every service that can be connected (B6): what it is for, where it is, and what connecting takes. What speaks with it
 * is a folder of its own under `shared/adapters`; the compiler asks there for the line that leads to it.
 */
const connectors = {
  salesforce: connector({
    label: 'Salesforce',
    sort: 'crm',
    people: ['lead', 'contact'],
    receives: false,
    ownerField: 'OwnerId',
    // My Domain of production, sandboxes, developer and trial organisations, and the two shared hosts for signing in:
    // https://help.salesforce.com/s/articleView?id=xcloud.domain_name_url_formats.htm
    hosts: {
      names: ['login.salesforce.com', 'test.salesforce.com'],
      under: ['my.salesforce.com'],
      such: 'https://acme.my.salesforce.com or https://acme--test.sandbox.my.salesforce.com',
    },
    documentation:
      'https://help.salesforce.com/s/articleView?id=xcloud.create_a_local_external_client_app.htm',
    fields: [
      {
        name: 'domain',
        label: 'My Domain address',
        description: 'Such as https://acme.my.salesforce.com: Setup → My Domain.',
        secret: false,
        address: true,
      },
      {
        name: 'flow',
        label: 'How Relance signs in',
        description:
          'client-credentials: as the app’s “run as” user, without further steps. jwt-bearer: by a certificate. web-server: by a person who allows it in the browser.',
        secret: false,
        options: ['client-credentials', 'jwt-bearer', 'web-server'],
      },
      {
        name: 'clientId',
        label: 'Consumer key',
        description: 'Of your External Client App.',
        secret: true,
      },
      {
        name: 'clientSecret',
        label: 'Consumer secret',
        description: 'Of your External Client App; not of jwt-bearer.',
        secret: true,
        optional: true,
        takenBy: ['client-credentials', 'web-server'],
      },
      {
        name: 'username',
        label: 'User',
        description: 'Of jwt-bearer: the name of the user whom Relance signs in as.',
        secret: true,
        optional: true,
        takenBy: ['jwt-bearer'],
      },
      {
        name: 'privateKey',
        label: 'Private key',
        description: 'Of jwt-bearer: in PEM, that of the certificate which the app knows.',
        secret: true,
        optional: true,
        takenBy: ['jwt-bearer'],
        longText: true,
        problem: privateKeyProblem,
      },
      {
        name: 'refreshToken',
        label: 'Refresh token',
        description: 'Of web-server: written by Relance when somebody has allowed it.',
        secret: true,
        optional: true,
      },
    ],
  }),
  hubspot: connector({
    label: 'HubSpot',
    sort: 'crm',
    people: ['contact'],
    receives: true,
    ownerField: 'hubspot_owner_id',
    // Of its data centres outside North America too: https://developers.hubspot.com/docs/api-reference/overview
    hosts: {
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
    documentation: 'https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview',
    fields: [
      {
        name: 'flow',
        label: 'How Relance signs in',
        description:
          'private-app: by its access token. oauth: by a person who allows your app in the browser.',
        secret: false,
        options: ['private-app', 'oauth'],
      },
      {
        name: 'portalId',
        label: 'Hub id',
        description: 'The number of your account; changes of others are left alone.',
        secret: false,
        optional: true,
        problem: numberProblem,
      },
      {
        name: 'apiUrl',
        label: 'API address',
        description: 'Left out: https://api.hubapi.com.',
        secret: false,
        optional: true,
        address: true,
      },
      {
        name: 'accessToken',
        label: 'Access token',
        description: 'Of a private app.',
        secret: true,
        optional: true,
        takenBy: ['private-app'],
      },
      {
        name: 'clientId',
        label: 'Client id',
        description: 'Of your app: for oauth, and for the journal of changes.',
        secret: true,
        optional: true,
        takenBy: ['oauth'],
      },
      {
        name: 'clientSecret',
        label: 'Client secret',
        description: 'Of your app; it also proves what HubSpot pushes.',
        secret: true,
        optional: true,
        takenBy: ['oauth'],
      },
      {
        name: 'refreshToken',
        label: 'Refresh token',
        description: 'Of oauth: written by Relance when somebody has allowed it.',
        secret: true,
        optional: true,
      },
    ],
  }),
  calendly: connector({
    label: 'Calendly',
    sort: 'calendar',
    receives: true,
    documentation: 'https://developer.calendly.com/api-docs/ZG9jOjM2MzE2MDM4-webhook-signatures',
    fields: [
      {
        name: 'signingKey',
        label: 'Signing key',
        description: 'The one that the webhook subscription was made with.',
        secret: true,
      },
    ],
  }),
  ringover: connector({
    label: 'Ringover',
    sort: 'calls',
    receives: true,
    documentation: 'https://developer.ringover.com',
    // The European and the American host.
    hosts: {
      names: ['public-api.ringover.com', 'public-api-us.ringover.com'],
      under: [],
      such: 'https://public-api.ringover.com',
    },
    fields: [
      {
        name: 'apiUrl',
        label: 'API address',
        description: 'Left out: https://public-api.ringover.com.',
        secret: false,
        optional: true,
        address: true,
      },
      {
        name: 'apiKey',
        label: 'API key',
        description: 'With the right to read calls: each call is read again before it counts.',
        secret: true,
      },
    ],
  }),
  aircall: connector({
    label: 'Aircall',
    sort: 'calls',
    receives: true,
    documentation: 'https://developer.aircall.io/api-references/#webhooks',
    hosts: { names: ['api.aircall.io'], under: [], such: 'https://api.aircall.io' },
    fields: [
      {
        name: 'apiUrl',
        label: 'API address',
        description: 'Left out: https://api.aircall.io.',
        secret: false,
        optional: true,
        address: true,
      },
      {
        name: 'webhookToken',
        label: 'Webhook token',
        description:
          'Aircall shows it when its webhook is made, which takes the address of this connection: give it then. Until it is given no call is believed.',
        secret: true,
        optional: true,
      },
      {
        name: 'apiId',
        label: 'API id',
        description: 'Each call is read again before it counts.',
        secret: true,
      },
      { name: 'apiToken', label: 'API token', description: 'Belongs to the API id.', secret: true },
    ],
  }),
  generic: connector({
    label: 'Any telephone system',
    sort: 'calls',
    receives: true,
    documentation: 'https://www.standardwebhooks.com',
    fields: [
      {
        name: 'secret',
        label: 'Signing secret',
        description: 'Of Standard Webhooks: whsec_ and 24 to 64 bytes in base64.',
        secret: true,
        problem: standardSecretProblem,
      },
    ],
  }),
} as const satisfies Record<string, Connector>;

/** The kind of a connection; an organisation has one of each at most. */
export type ConnectionKind = keyof typeof connectors;
export const connectionKinds = Object.keys(connectors) as [ConnectionKind, ...ConnectionKind[]];

/** The kinds that hold customer records. */
export type CrmKind = {
  [Kind in ConnectionKind]: (typeof connectors)[Kind]['sort'] extends 'crm' ? Kind : never;
}[ConnectionKind];
export const crmKinds = connectionKinds.filter(
  (kind): kind is CrmKind => connectors[kind].sort === 'crm',
) as [CrmKind, ...CrmKind[]];

/** The kinds that send what happens to an address of ours. */
export type SendingKind = {
  [Kind in ConnectionKind]: (typeof connectors)[Kind]['receives'] extends true ? Kind : never;
}[ConnectionKind];

/** Whether a kind holds customer records. */
export function isCrm(kind: ConnectionKind): kind is CrmKind {
  return crmKinds.some((one) => one === kind);
}

/** What is known of a kind of connection. */
export function connectorOf(kind: ConnectionKind): Connector {
  return connectors[kind];
}

/** The field of a CRM that holds whose a record is. */
export function ownerFieldOf(kind: CrmKind): string {
  return connectors[kind].ownerField;
}
