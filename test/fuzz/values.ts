import * as z from 'zod';
import type { Random } from './random.ts';

const schemaShape = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  examples: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
});
type Schema = z.output<typeof schemaShape>;

/** Texts that have broken programs before: such as are none, names of prototypes, what is too long. */
const nastyTexts = [
  '',
  ' ',
  '\ud800',
  'a\udc00b',
  '\u0000',
  'x\r\ny',
  'constructor',
  '__proto__',
  'toString',
  '../../etc',
  '%',
  '{{ lead.email }}',
  '{% for a in (1..9) %}{{ a }}{% endfor %}',
  `href=${' '.repeat(20_000)}`,
  '<div>'.repeat(3_000),
  'z'.repeat(5_000),
  'é'.repeat(300),
  '2027-03-01T08:00:00Z',
  '9999-12-31',
] as const;

/** Other values that have, or are of another type than is asked for. */
const nasty = [
  ...nastyTexts,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  null,
  true,
  [],
  {},
  [[[[[[]]]]]],
  { constructor: 'x' },
  { toString: 1 },
] as const;

/** Makes values of the schemas of an OpenAPI document: mostly fitting ones, and now and then anything. */
export function valueMaker(components: Record<string, unknown>, random: Random, known: () => string[]) {
  const deepest = 6;
  /** How often something nasty comes: never in half of the values, so that large ones get through too. */
  let odds = 0;

  function make(given: unknown, depth = 0): unknown {
    if (random.chance(odds)) return random.pick(nasty);
    const schema = resolve(given);
    if (schema.examples?.[0] !== undefined && random.chance(0.4)) return schema.examples[0];
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return schema.enum[random.below(schema.enum.length)];
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return make(choices[random.below(choices.length)], depth + 1);
    if (schema.allOf !== undefined) {
      return Object.assign({}, ...schema.allOf.map((part) => make(part, depth + 1)));
    }
    const type = Array.isArray(schema.type) ? schema.type[random.below(schema.type.length)] : schema.type;
    return ofType(type, schema, depth);
  }

  function ofType(type: string | undefined, schema: Schema, depth: number): unknown {
    switch (type) {
      case 'object':
        return objectOf(schema, depth);
      case 'array':
        return depth > deepest
          ? []
          : Array.from({ length: random.below(4) }, () => make(schema.items ?? {}, depth + 1));
      case 'string':
        return textOf(schema);
      case 'integer':
        return random.pick([0, 1, 2, 60, 1_000, random.below(100_000)]);
      case 'number':
        return random.pick([0, 1, 0.5, random.below(100)]);
      case 'boolean':
        return random.chance(0.5);
      case 'null':
        return null;
      case undefined:
      default:
        return random.pick(nasty);
    }
  }

  function objectOf({ properties = {}, required = [], additionalProperties }: Schema, depth: number) {
    const names = Object.keys(properties).filter(
      (name) => required.includes(name) || (depth <= deepest && random.chance(0.4)),
    );
    const entries = names.map((name): [string, unknown] => [name, make(properties[name], depth + 1)]);
    if (typeof additionalProperties === 'object' && random.chance(0.5)) {
      const name = random.pick(['note', 'size', 'x-a', 'constructor', '__proto__', 'a b', '\ud800']);
      entries.push([name, make(additionalProperties, depth + 1)]);
    }
    // Of an assignment, `__proto__` would be lost.
    return Object.fromEntries(entries);
  }

  function textOf({ examples = [] }: Schema): string {
    if (random.chance(odds * 2)) return random.pick(nastyTexts);
    const ids = known();
    if (ids.length > 0 && random.chance(0.3)) return ids[random.below(ids.length)] ?? '';
    const [example] = examples;
    if (typeof example === 'string') return example;
    return random.pick(['ana', `ana${random.below(50)}@example.com`, 'Europe/Paris', '+33612345678', 'fr']);
  }

  function resolve(given: unknown): Schema {
    const schema = schemaShape.parse(typeof given === 'object' ? given : {});
    const name = schema.$ref?.split('/').at(-1);
    return name === undefined ? schema : resolve(components[name]);
  }

  return (schema: unknown): unknown => {
    odds = random.pick([0, 0, 0.02, 0.1]);
    return make(schema);
  };
}
