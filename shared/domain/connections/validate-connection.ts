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

/** Longest values: of what is no secret, of a secret, of one of several lines. */
const LONGEST = { settings: 300, credentials: 2_000, longText: 8_000 };

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
          ? missing(field, settings)
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

function missing(field: ConnectionField, settings: Values): string | undefined {
  if (field.optional !== true) return `Give the ${lowered(field.label)}.`;
  const flow = settings['flow'] ?? '';
  return field.takenBy?.includes(flow) === true
    ? `Give the ${lowered(field.label)}: signing in by ${flow} takes it.`
    : undefined;
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
  const isLong = field.longText === true;
  const longest = isLong ? LONGEST.longText : LONGEST[partOf(field)];
  if (value.length > longest) return `Keep it within ${longest} characters.`;
  if (!isLong && /[^\x20-\x7e]/.test(value))
    return 'It has a character that no such value has: copy it again, without line breaks.';
  if (!isLong && value !== value.trim()) return 'Take away the space around it.';
  if (field.options !== undefined && !field.options.includes(value))
    return `Choose one of ${field.options.join(', ')}.`;
  if (field.address === true) return serviceAddressProblem(kind, value, allowed);
  return field.problem?.(value);
}
