import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, test } from 'node:test';
import type { ConnectionKind } from '#shared/domain/connections/connectors.ts';
import {
  problemsOfConnection,
  type ConnectionValues,
} from '#shared/domain/connections/validate-connection.ts';

type Values = Partial<ConnectionValues>;
const problems = (kind: ConnectionKind, { settings = {}, credentials = {} }: Values) =>
  problemsOfConnection(kind, { settings, credentials, allowedAddresses: [] }).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

const domain = 'https://acme.my.salesforce.com';
const client = { clientId: '3MVG9', clientSecret: '1955' };
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const locked = { cipher: 'aes-256-cbc', passphrase: 'x' } as const;
const encrypted = privateKey.export({ type: 'pkcs8', format: 'pem', ...locked }).toString();
const legacy = privateKey.export({ type: 'pkcs1', format: 'pem', ...locked }).toString();
const whsec = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;

const whole: [string, ConnectionKind, Values][] = [
  [
    'client credentials',
    'salesforce',
    { settings: { domain, flow: 'client-credentials' }, credentials: client },
  ],
  ...[pkcs8, pkcs1, pkcs8.replaceAll('\n', '\r\n')].map((key, index): [string, ConnectionKind, Values] => [
    `a certificate (${index + 1})`,
    'salesforce',
    {
      settings: { domain, flow: 'jwt-bearer' },
      credentials: { clientId: '3MVG9', username: 'relance@acme.example', privateKey: key },
    },
  ]),
  ['a person', 'salesforce', { settings: { domain, flow: 'web-server' }, credentials: client }],
  [
    'a private app',
    'hubspot',
    { settings: { flow: 'private-app' }, credentials: { accessToken: 'pat-eu1-1' } },
  ],
  ['oauth', 'hubspot', { settings: { flow: 'oauth', portalId: '12345678' }, credentials: client }],
  ['a signing key', 'calendly', { credentials: { signingKey: 'k' } }],
  ['a key', 'ringover', { credentials: { apiKey: 'k' } }],
  ['two tokens', 'aircall', { credentials: { webhookToken: 'w', apiId: 'i', apiToken: 't' } }],
  ['24 bytes', 'generic', { credentials: { secret: whsec(24) } }],
  ['64 bytes', 'generic', { credentials: { secret: whsec(64) } }],
];

const jwt = { settings: { domain, flow: 'jwt-bearer' } };
const withKey = (key: string): Values => ({
  ...jwt,
  credentials: { clientId: '3MVG9', username: 'u@acme.example', privateKey: key },
});
const wrong: [string, ConnectionKind, Values, RegExp[]][] = [
  [
    'nothing',
    'salesforce',
    {},
    [/^settings.domain: Give the my Domain address/i, /^settings.flow: Give/, /^credentials.clientId: Give/],
  ],
  [
    'client credentials without a secret',
    'salesforce',
    { settings: { domain, flow: 'client-credentials' }, credentials: { clientId: '3MVG9' } },
    [/^credentials.clientSecret: .*client-credentials takes it/],
  ],
  [
    'a certificate without user and key',
    'salesforce',
    { ...jwt, credentials: { clientId: '3MVG9' } },
    [/^credentials.username: /, /^credentials.privateKey: /],
  ],
  ['a key that is none', 'salesforce', withKey('abc'), [/privateKey: Give the whole key in PEM/]],
  ['a key cut off', 'salesforce', withKey(pkcs8.slice(0, 500)), [/privateKey: Give the whole key/]],
  ['a key with a password', 'salesforce', withKey(encrypted), [/privateKey: The key has a password/]],
  ['an older key with a password', 'salesforce', withKey(legacy), [/privateKey: The key has a password/]],
  [
    'a certificate in place of a key',
    'salesforce',
    withKey('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
    [/privateKey: This is the public part/],
  ],
  ['a long key', 'salesforce', withKey('A'.repeat(8_001)), [/privateKey: Keep it within 8000/]],
  [
    'another flow',
    'salesforce',
    { settings: { domain, flow: 'password' }, credentials: client },
    [/^settings.flow: Choose one of client-credentials, jwt-bearer, web-server/],
  ],
  [
    'a flow of objects in general',
    'salesforce',
    { settings: { domain, flow: 'constructor' }, credentials: client },
    [/^settings.flow: Choose one of/],
  ],
  [
    'a foreign host',
    'salesforce',
    { settings: { domain: 'https://evil.example', flow: 'client-credentials' }, credentials: client },
    [/^settings.domain: .*none of the hosts/],
  ],
  ['a private app without token', 'hubspot', { settings: { flow: 'private-app' } }, [/accessToken: /]],
  ['oauth without app', 'hubspot', { settings: { flow: 'oauth' } }, [/clientId: /, /clientSecret: /]],
  [
    'a hub that is no number',
    'hubspot',
    { settings: { flow: 'private-app', portalId: 'acme' }, credentials: { accessToken: 'pat' } },
    [/^settings.portalId: It is a number/],
  ],
  [
    'names that are none',
    'calendly',
    { settings: { colour: 'red', signingKey: 'k' }, credentials: { signingKey: 'k', other: 'x' } },
    [
      /^settings.colour: There is no such value/,
      /^settings.signingKey: Give it with the credentials/,
      /^credentials.other: /,
    ],
  ],
  ['an empty secret', 'ringover', { credentials: { apiKey: '' } }, [/^credentials.apiKey: Give the API key/]],
  ['a long secret', 'ringover', { credentials: { apiKey: 'k'.repeat(2_001) } }, [/Keep it within 2000/]],
  ['a secret of two lines', 'ringover', { credentials: { apiKey: 'a\nb' } }, [/without line breaks/]],
  ['a secret with space around it', 'ringover', { credentials: { apiKey: ' a' } }, [/space around/]],
  [
    'a secret without its beginning',
    'generic',
    { credentials: { secret: whsec(32).slice(6) } },
    [/Begin it with whsec_/],
  ],
  ['a secret that is no base64', 'generic', { credentials: { secret: 'whsec_!!!!' } }, [/base64/]],
  ['too short a secret', 'generic', { credentials: { secret: whsec(23) } }, [/these are 23/]],
  ['too long a secret', 'generic', { credentials: { secret: whsec(65) } }, [/these are 65/]],
];

describe('B6: what a service is connected with', () => {
  for (const [what, kind, values] of whole)
    test(`B6: ${kind} is connected with ${what}`, () => {
      assert.deepEqual(problems(kind, values), []);
    });

  for (const [what, kind, values, expected] of wrong)
    test(`B6: ${kind} is not connected with ${what}`, () => {
      const found = problems(kind, values);
      assert.equal(found.length, expected.length, found.join('\n'));
      for (const [index, words] of expected.entries()) assert.match(found[index] ?? '', words);
    });

  test('B6: no message holds a secret', () => {
    const secret = 'very-secret-value';
    for (const [kind, name] of [
      ['generic', 'secret'],
      ['salesforce', 'privateKey'],
      ['aircall', 'apiToken'],
    ] as const)
      assert.doesNotMatch(
        problems(kind, { credentials: { [name]: `${secret}\n` } }).join(' '),
        /very-secret/,
      );
  });
});
