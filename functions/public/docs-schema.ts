import { escapeHtml } from '#shared/domain/templates/escape-html.ts';

/** A JSON Schema as OpenAPI 3.1 writes it, as far as it is shown. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  example?: unknown;
  examples?: unknown[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};

/** Schemas by the names that `$ref` gives them. */
export type Schemas = Record<string, Schema>;

/** Text with its `code` marked. */
export function inline(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** A short name of a type, with links to the schemas it names. */
export function typeName(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = escapeHtml(nameOf(schema.$ref));
    return `<a href="#schema-${name}">${name}</a>`;
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(typeName).join(' or ');
  if (schema.allOf?.[0]) return typeName(schema.allOf[0]);
  if (schema.const !== undefined) return `<code>${escapeHtml(JSON.stringify(schema.const))}</code>`;
  if (schema.type === 'array') return `list of ${typeName(schema.items ?? {})}`;
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object') {
    return `names to ${typeName(schema.additionalProperties)}`;
  }
  return escapeHtml([schema.type ?? 'any'].flat().join(' or '));
}

/** What more is asked of a value. */
function limits(schema: Schema): string {
  const said = [
    schema.enum &&
      `one of ${schema.enum.map((each) => `<code>${escapeHtml(String(each))}</code>`).join(', ')}`,
    schema.default !== undefined && `default <code>${escapeHtml(JSON.stringify(schema.default))}</code>`,
    schema.minimum !== undefined && Math.abs(schema.minimum) < 1e15 && `at least ${schema.minimum}`,
    schema.maximum !== undefined && Math.abs(schema.maximum) < 1e15 && `at most ${schema.maximum}`,
    schema.maxLength !== undefined && `at most ${schema.maxLength} characters`,
    schema.pattern !== undefined && `matches <code>${escapeHtml(schema.pattern)}</code>`,
  ];
  return said.filter((each) => typeof each === 'string').join('; ');
}

/** The properties of an object as a table, nested ones beneath theirs; for anything else, its type. */
export function schemaTable(schema: Schema): string {
  const rows = rowsOf(schema, '', 0);
  if (rows === '') return `<p>${typeName(schema)}</p>`;
  return `<table><thead><tr><th>Name</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${rows}</tbody></table>`;
}

const deepest = 3;

function rowsOf(schema: Schema, prefix: string, depth: number): string {
  if (depth > deepest) return '';
  if (schema.type === 'array' && schema.items) return rowsOf(schema.items, `${prefix}[]`, depth);
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {})
    .map(([name, property]) => {
      const path = prefix === '' ? name : `${prefix}.${name}`;
      const need = required.has(name) ? '<span class="need">required</span>' : '';
      const about = [property.description && inline(property.description), limits(property)].filter(Boolean);
      const row = `<tr><td><code>${escapeHtml(path)}</code>${need}</td><td>${typeName(property)}</td><td>${about.join('<br>')}</td></tr>`;
      return row + rowsOf(property, path, depth + 1);
    })
    .join('');
}

/** A value such as the schema describes, from its examples. */
export function exampleOf(schema: Schema, schemas: Schemas, depth = 0): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.$ref !== undefined) {
    const named = schemas[nameOf(schema.$ref)];
    return named && depth < 8 ? exampleOf(named, schemas, depth + 1) : {};
  }
  const [choice] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  if (choice) return exampleOf(choice, schemas, depth + 1);
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.properties) {
    const entries = Object.entries(schema.properties);
    return Object.fromEntries(entries.map(([name, each]) => [name, exampleOf(each, schemas, depth + 1)]));
  }
  switch ([schema.type].flat()[0]) {
    case 'array':
      return [exampleOf(schema.items ?? {}, schemas, depth + 1)];
    case 'object':
      return {};
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case undefined:
    default:
      return 'text';
  }
}
