import { createHash } from 'node:crypto';
import { escapeHtml } from '#shared/domain/templates/escape-html.ts';
import { exampleOf, inline, schemaTable, typeName, type Schema, type Schemas } from './docs-schema.ts';
import { script } from './docs-script.ts';
import { style } from './docs-style.ts';

type Content = Record<string, { schema: Schema }>;
type Parameter = { name: string; in: string; required?: boolean; schema: Schema; description?: string };
type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, { description: string; content?: Content }>;
};

/** An OpenAPI document as far as the page shows it. */
export type Document = {
  info: { title: string; version: string; description?: string };
  tags: { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Schemas };
};

type Shown = Operation & { method: string; path: string };

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Headers of the page: it may use its own style and script, ask its own host, and load nothing from anywhere. */
export const docsPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'public, max-age=300',
  'Content-Security-Policy': `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
} as const;

/** The documentation as one page that loads nothing else, made from the OpenAPI document. */
export function docsPage(document: Document): string {
  const { info, tags, components } = document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Shown => ({ ...operation, method, path })),
  );
  const ofTag = (tag: string) => operations.filter((operation) => operation.tags.includes(tag));
  const navigation = tags.map(({ name }) => navigationOf(name, ofTag(name))).join('');
  const sections = tags.map(
    ({ name, description = '' }) =>
      `<section id="tag-${escapeHtml(name)}"><h2>${escapeHtml(name)}</h2><p>${escapeHtml(description)}</p>` +
      `${ofTag(name)
        .map((operation) => operationOf(operation, components.schemas))
        .join('')}</section>`,
  );
  const schemas = Object.entries(components.schemas).map(([name, schema]) =>
    schemaOf(name, schema, components.schemas),
  );
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escapeHtml(info.title)} API</title><style>${style}</style></head><body>` +
    '<a class="skip" href="#content">Skip to the content</a>' +
    `<nav aria-label="Operations"><h1>${escapeHtml(info.title)} <small>${escapeHtml(info.version)}</small></h1>` +
    '<input id="filter" type="search" placeholder="Filter" aria-label="Filter operations">' +
    `${navigation}<p><a href="#schemas">Schemas</a> · <a href="/openapi.json">openapi.json</a></p></nav>` +
    `<main id="content"><header>${paragraphs(info.description)}${tokenField}</header>${sections.join('')}` +
    `<section id="schemas"><h2>Schemas</h2>${schemas.join('')}</section></main><script>${script}</script></body></html>`
  );
}

function navigationOf(tag: string, operations: Shown[]): string {
  const items = operations.map(
    ({ operationId, method, summary }) =>
      `<li><a href="#${operationId}"><span class="method ${method}">${method}</span>${escapeHtml(summary)}</a></li>`,
  );
  return `<h3><a href="#tag-${escapeHtml(tag)}">${escapeHtml(tag)}</a></h3><ul>${items.join('')}</ul>`;
}

function operationOf(operation: Shown, schemas: Schemas): string {
  const {
    operationId,
    method,
    path,
    summary,
    description,
    parameters = [],
    requestBody,
    responses,
  } = operation;
  const [type = '', { schema: body } = {}] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const answers = Object.entries(responses).map(([status, response]) => answerOf(status, response, schemas));
  return (
    `<article id="${operationId}"><h3>${escapeHtml(summary)}</h3>` +
    `<p class="route"><span class="method ${method}">${method}</span> <code>${escapeHtml(path)}</code></p>` +
    paragraphs(description) +
    (parameters.length > 0 ? parameterTable(parameters) : '') +
    (body
      ? `<h4>Body${requestBody?.required === true ? '' : ' (may be left out)'}: ${typeName(body)}${type === 'application/json' ? '' : `, as <code>${type}</code>`}</h4>${bodySample(body, schemas, type)}`
      : '') +
    `<h4>Answers</h4>${answers.join('')}${tryOf(operation)}</article>`
  );
}

/** Whose token is sent with what is tried. */
const tokenField =
  '<div class="token"><label for="token">Token</label>' +
  '<input id="token" type="password" autocomplete="off" placeholder="Paste one to try operations on this page">' +
  '<output id="who" for="token"></output></div>';

/** Where the script puts a form to try the operation with. */
function tryOf({ method, path, parameters = [] }: Shown): string {
  const fields = parameters.map(({ name, in: place, required = false }) => [name, place, required]);
  const data = `data-call="${escapeHtml(`${method.toUpperCase()} ${path}`)}" data-fields="${escapeHtml(JSON.stringify(fields))}"`;
  return `<details class="try" ${data}><summary>Try it</summary></details>`;
}

function parameterTable(parameters: Parameter[]): string {
  const rows = parameters.map(
    ({ name, in: place, required, schema, description = schema.description ?? '' }) => {
      const need = required === true ? '<span class="need">required</span>' : '';
      return `<tr><td><code>${escapeHtml(name)}</code>${need}</td><td>${place}</td><td>${typeName(schema)}</td><td>${inline(description)}</td></tr>`;
    },
  );
  return `<table><thead><tr><th>Parameter</th><th>In</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function answerOf(
  status: string,
  { description, content }: Shown['responses'][string],
  schemas: Schemas,
): string {
  const { schema } = Object.values(content ?? {})[0] ?? {};
  const kind = status.startsWith('2') ? 'good' : 'bad';
  const line = `<span class="status ${kind}">${status}</span> ${inline(description)}`;
  if (!schema) return `<p>${line}</p>`;
  return `<details><summary>${line} ${typeName(schema)}</summary>${sample(schema, schemas)}</details>`;
}

function sample(schema: Schema, schemas: Schemas, kind = 'sample'): string {
  return `<pre class="${kind}"><code>${escapeHtmlOnly(JSON.stringify(exampleOf(schema, schemas), null, 2))}</code></pre>`;
}

/** An example of a body, from which the script makes what is tried; of a CSV its text as it is. */
function bodySample(schema: Schema, schemas: Schemas, type: string): string {
  if (type === 'application/json') return sample(schema, schemas, 'body');
  const text = String(exampleOf(schema, schemas)).replaceAll('\r', '');
  return `<pre class="body" data-type="${type}"><code>${escapeHtmlOnly(text)}</code></pre>`;
}

function schemaOf(name: string, schema: Schema, schemas: Schemas): string {
  return (
    `<article id="schema-${escapeHtml(name)}"><h3>${escapeHtml(name)}</h3>${paragraphs(schema.description)}` +
    `${schemaTable(schema)}<details><summary>Example</summary>${sample(schema, schemas)}</details></article>`
  );
}

function paragraphs(text = ''): string {
  const parts = text.split('\n\n').filter((part) => part !== '');
  return parts.map((part) => `<p>${inline(part)}</p>`).join('');
}

/** Lines stay lines. */
function escapeHtmlOnly(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
