import * as z from 'zod';
import type { Operation } from '#shared/contracts/api/operation.ts';

/** How the text of a flag becomes a value: as it is, a number, yes or no, several texts, or JSON or YAML. */
type FlagKind = 'text' | 'number' | 'boolean' | 'texts' | 'structure';

/** A value of the query or of the body that has a flag. */
export type Flag = {
  in: 'query' | 'body';
  /** As the contract calls it. */
  name: string;
  /** As it is typed, without `--`. */
  flag: string;
  kind: FlagKind;
  choices: readonly string[] | undefined;
  nullable: boolean;
  required: boolean;
  description: string;
};

/** What is read of a JSON Schema. */
type Schema = {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  description?: string;
  examples?: unknown[];
  default?: unknown;
  format?: string;
};

/** Flags that commands have of their own; a value that would be called so has `set-` before its name. */
const ownFlags = [
  'file',
  'null',
  'if-match',
  'idempotency-key',
  'all',
  'most',
  'upload',
  'wait',
  'out',
  'json',
  'help',
] as const;
export type OwnFlag = (typeof ownFlags)[number];

/** The flags of an operation: the values of its query, and the values at the top of its body. */
export function flagsOf({ query, body, bodyKind }: Operation): Flag[] {
  return [
    ...(query === undefined ? [] : flagsIn('query', query)),
    ...(body === undefined || bodyKind !== undefined ? [] : flagsIn('body', body)),
  ];
}

/** As a name of the contracts is typed: words joined by “-”. */
function flagNameOf(name: string): string {
  const typed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return ownFlags.some((own) => own === typed) ? `set-${typed}` : typed;
}

function flagsIn(where: Flag['in'], schema: z.ZodType): Flag[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  const resolve = (part: Schema): Schema => {
    const name = part.$ref?.split('/').at(-1);
    return name === undefined ? part : { ...root.$defs?.[name], ...part };
  };
  const members = membersOf(resolve(root), resolve);
  return Object.entries(members).map(([name, { schemas, required }]) => {
    const parts = schemas.map(resolve).flatMap((part) => alternativesOf(part, resolve));
    const kind = kindOf(parts, where);
    return {
      in: where,
      name,
      flag: flagNameOf(name),
      kind,
      choices: choicesOf(parts, kind),
      nullable: parts.some(({ type }) => type === 'null'),
      required: required && schemas.every((part) => resolve(part).default === undefined),
      description: described(schemas.map(resolve), kind),
    };
  });
}

/** The values at the top of a schema; of one with variants, those of all of them. */
function membersOf(schema: Schema, resolve: (part: Schema) => Schema) {
  const variants = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) => list ?? []).map(resolve);
  const objects = [schema, ...variants].filter(({ properties }) => properties !== undefined);
  const members: Record<string, { schemas: Schema[]; required: boolean }> = {};
  for (const { properties = {}, required = [] } of objects)
    for (const [name, member] of Object.entries(properties)) {
      const known = (members[name] ??= { schemas: [], required: true });
      known.schemas.push(member);
      known.required &&= required.includes(name);
    }
  for (const [name, member] of Object.entries(members))
    member.required &&= objects.every(({ properties = {} }) => name in properties);
  return members;
}

/** The single types that a value may have. */
function alternativesOf(schema: Schema, resolve: (part: Schema) => Schema): Schema[] {
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined) return variants.flatMap((part) => alternativesOf(resolve(part), resolve));
  if (Array.isArray(schema.type)) return schema.type.map((type) => ({ ...schema, type }));
  return [schema];
}

function kindOf(alternatives: readonly Schema[], where: Flag['in']): FlagKind {
  const parts = alternatives.filter(({ type }) => type !== 'null');
  const all = (...types: string[]): boolean =>
    parts.length > 0 && parts.every(({ type }) => typeof type === 'string' && types.includes(type));
  if (all('boolean') || (parts.length > 0 && parts.every(isYesOrNo))) return 'boolean';
  if (all('integer', 'number')) return 'number';
  if (where === 'query' || all('string')) return 'text';
  if (all('array') && parts.every(({ items }) => items?.type === 'string')) return 'texts';
  return 'structure';
}

/** `true` and `false` written as texts, as in a query. */
function isYesOrNo(schema: Schema): boolean {
  const values = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  return values.length > 0 && values.every((value) => value === 'true' || value === 'false');
}

function choicesOf(alternatives: readonly Schema[], kind: FlagKind): readonly string[] | undefined {
  if (kind !== 'text' && kind !== 'texts') return undefined;
  const parts = alternatives
    .filter(({ type }) => type !== 'null')
    .map((part) => (kind === 'texts' ? (part.items ?? {}) : part));
  const closed = parts.every((part) => part.enum !== undefined || part.const !== undefined);
  return closed ? [...new Set(parts.flatMap((part) => part.enum ?? [part.const]).map(String))] : undefined;
}

function described(schemas: readonly Schema[], kind: FlagKind): string {
  const known = schemas.map(meant);
  const description = [...new Set(known.flatMap(({ description: words }) => words ?? []))].join(' ');
  const [example] = known.flatMap(({ examples }) => examples ?? []);
  const fallback = schemas.find((schema) => schema.default !== undefined)?.default;
  const notes = [
    ...(kind === 'structure' ? ['JSON, YAML or @file'] : []),
    ...(kind === 'texts' ? ['may be repeated'] : []),
    ...(fallback === undefined || kind === 'structure' ? [] : [`default: ${shown(fallback)}`]),
    ...(fallback === undefined && example !== undefined && kind !== 'boolean'
      ? [`e.g. ${shown(example)}`]
      : []),
  ];
  return [description, notes.length === 0 ? '' : `(${notes.join('; ')})`].filter(Boolean).join(' ');
}

/** Where it may be null or one of several, what is said of it may stand with the first that says something. */
function meant(schema: Schema): Schema {
  if (schema.description !== undefined) return schema;
  return (
    [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].find((part) => part.description !== undefined) ??
    schema
  );
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
