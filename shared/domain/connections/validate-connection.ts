import type { Problem } from '../kernel/problem.ts';
import { connectorOf, type ConnectionField, type ConnectionKind } from './connectors.ts';
import { serviceAddressProblem } from './service-address.ts';

/** What a connection is made with: what is no secret, and what is, by the names of its fields. */
export type ConnectionValues = {
  settings: Readonly<Record<string, string>>;
  credentials: Readonly<Record<string, string>>;
  /** Hosts that may be called though they are private: none but on the local system. */
  allowedAddresses: readonly string[];
};

type Values = Readonly<Record<string, string>>;

/** Longest values: of what is no secret, of a secret, of a private key. */
const LONGEST = { settings: 300, credentials: 2_000, privateKey: 8_000 };

/** What signing in by each flow takes beyond the fields that are compulsory. */
const takenBy: Partial<Record<ConnectionKind, Readonly<Record<string, readonly string[]>>>> = {
  salesforce: {
    'client-credentials': ['clientSecret'],
    'jwt-bearer': ['username', 'privateKey'],
    'web-server': ['clientSecret'],
  },
  hubspot: { 'private-app': ['accessToken'], oauth: ['clientId', 'clientSecret'] },
};

/** What a value has to be beyond its length; a problem in words, or undefined. */
const forms: Partial<
  Record<ConnectionKind, Readonly<Record<string, (value: string) => string | undefined>>>
> = {
  salesforce: { privateKey: privateKeyProblem },
  hubspot: {
    portalId: (value) => (/^\d{1,20}$/.test(value) ? undefined : 'It is a number, such as 12345678.'),
  },
  generic: { secret: standardSecretProblem },
};

/**
 * Everything that is wrong with what a service is to be connected with (B6), each with its path: names that are none of
 * its fields, what is missing for its way of signing in, values that are none. No message holds a secret value.
 */
export function problemsOfConnection(
  kind: ConnectionKind,
  { settings, credentials, allowedAddresses }: ConnectionValues,
): Problem[] {
  const { fields } = connectorOf(kind);
  return [
    ...unknownNames('settings', settings, fields),
    ...unknownNames('credentials', credentials, fields),
    ...fields.flatMap((field) => {
      const part = partOf(field);
      const value = (field.secret ? credentials : settings)[field.name];
      const message =
        value === undefined || value === ''
          ? missing(kind, field, settings)
          : valueProblem(kind, field, value, allowedAddresses);
      return message === undefined ? [] : [{ path: [part, field.name], message }];
    }),
  ];
}

function partOf({ secret }: ConnectionField): 'settings' | 'credentials' {
  return secret ? 'credentials' : 'settings';
}

function unknownNames(
  part: 'settings' | 'credentials',
  values: Values,
  fields: readonly ConnectionField[],
): Problem[] {
  return Object.keys(values).flatMap((name) => {
    const field = fields.find((one) => one.name === name);
    if (field !== undefined && partOf(field) === part) return [];
    const message =
      field === undefined
        ? 'There is no such value: see the list of services.'
        : `Give it with the ${partOf(field)}.`;
    return [{ path: [part, name.slice(0, 50)], message }];
  });
}

function missing(kind: ConnectionKind, field: ConnectionField, settings: Values): string | undefined {
  if (field.optional !== true) return `Give the ${lowered(field.label)}.`;
  const flow = settings['flow'] ?? '';
  const flows = takenBy[kind] ?? {};
  const needed = Object.hasOwn(flows, flow) && flows[flow]?.includes(field.name) === true;
  return needed ? `Give the ${lowered(field.label)}: signing in by ${flow} takes it.` : undefined;
}

/** A label within a sentence; names such as API stay. */
function lowered(label: string): string {
  const [first = '', second = ''] = label;
  return second === second.toUpperCase() && second !== ' '
    ? label
    : `${first.toLowerCase()}${label.slice(1)}`;
}

function valueProblem(
  kind: ConnectionKind,
  field: ConnectionField,
  value: string,
  allowed: readonly string[],
): string | undefined {
  const longest = field.name === 'privateKey' ? LONGEST.privateKey : LONGEST[partOf(field)];
  if (value.length > longest) return `Keep it within ${longest} characters.`;
  if (field.name !== 'privateKey' && /[^\x20-\x7e]/.test(value))
    return 'It has a character that no such value has: copy it again, without line breaks.';
  if (value !== value.trim() && field.name !== 'privateKey') return 'Take away the space around it.';
  if (field.options !== undefined && !field.options.includes(value))
    return `Choose one of ${field.options.join(', ')}.`;
  if (field.address === true) return serviceAddressProblem(kind, value, allowed);
  return forms[kind]?.[field.name]?.(value);
}

/** A private key in PEM, not encrypted, as RFC 7468 and RFC 8017 write one. Whether it fits is told by signing in. */
function privateKeyProblem(value: string): string | undefined {
  const lines = value.trim().split(/\r\n|\n|\r/);
  const kind = /^-----BEGIN ((?:RSA )?PRIVATE KEY|ENCRYPTED PRIVATE KEY|CERTIFICATE|PUBLIC KEY)-----$/.exec(
    lines[0] ?? '',
  )?.[1];
  if (kind === 'CERTIFICATE' || kind === 'PUBLIC KEY')
    return 'This is the public part: give the private key.';
  if (kind === 'ENCRYPTED PRIVATE KEY') return 'The key has a password: give it without one.';
  const body = lines.slice(1, -1);
  if (body[0]?.startsWith('Proc-Type:') === true) return 'The key has a password: give it without one.';
  const isWhole =
    kind !== undefined &&
    lines.at(-1) === `-----END ${kind}-----` &&
    body.length > 0 &&
    body.every((line) => /^[A-Za-z0-9+/]{1,100}={0,2}$/.test(line));
  return isWhole
    ? undefined
    : 'Give the whole key in PEM, from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----.';
}

/** A secret of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
function standardSecretProblem(value: string): string | undefined {
  const base64 = value.startsWith('whsec_') ? value.slice('whsec_'.length) : undefined;
  const isBase64 =
    base64 !== undefined && base64.length % 4 === 0 && /^[A-Za-z0-9+/]{1,200}={0,2}$/.test(base64);
  if (!isBase64) return 'Begin it with whsec_ and give 24 to 64 bytes in base64 behind that.';
  const bytes = (base64.length / 4) * 3 - (base64.length - base64.replaceAll('=', '').length);
  return bytes >= 24 && bytes <= 64
    ? undefined
    : `Give 24 to 64 bytes in base64 behind whsec_: these are ${bytes}.`;
}
