import { parse } from 'yaml';
import { methodAndPath } from '#shared/contracts/api/operation.ts';
import type { Named } from './command-names.ts';
import { wrongUsage } from './failure.ts';
import type { Flag } from './flags.ts';

/** A request of the API, its path from the root and with its query. */
export type ApiRequest = {
  method: string;
  path: string;
  headers: Record<string, string>;
  /** Bytes where they are a file's, so that the API sees what it is. */
  body?: string | Buffer<ArrayBuffer>;
};

/** The values of an operation as they were typed, by the names of the contract. */
export type Typed = {
  params: Record<string, string>;
  query: Record<string, string>;
  /** What is given by flags; it goes before what the file says. */
  body: Record<string, unknown>;
  /** A file that is the body, or has its other values. */
  file?: Buffer<ArrayBuffer> | undefined;
};

/** Aliases of YAML that a body may use: a few lines cannot become gigabytes. */
const MOST_YAML_ALIASES = 100;

/**
 * A text as JSON or YAML. @param what names it in the error
 * @throws CommandError wrong usage: it cannot be read
 */
function structureOf(text: string, what: string): unknown {
  try {
    return /^\s*[[{]/.test(text) ? readQuickly(text) : parse(text, { maxAliasCount: MOST_YAML_ALIASES });
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw wrongUsage(`${what} is neither JSON nor YAML: ${why}`, cause);
  }
}

/** What looks like JSON mostly is, and is then read in a fraction of the time; `{count: 3}` is YAML. */
function readQuickly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parse(text, { maxAliasCount: MOST_YAML_ALIASES });
  }
}

/** The value of a flag in a body. @throws CommandError wrong usage */
export function valueOf({ kind, flag }: Flag, text: string): unknown {
  switch (kind) {
    case 'number': {
      const number = Number(text);
      if (text.trim() === '' || !Number.isFinite(number))
        throw wrongUsage(`--${flag} takes a number, not “${text}”.`);
      return number;
    }
    case 'structure':
      return structureOf(text, `The value of --${flag}`);
    case 'text':
    case 'texts':
    case 'boolean':
      return text;
  }
}

/**
 * The path of an operation with its parameters, which are checked by the contract: a path never leads elsewhere.
 * @throws CommandError wrong usage: a parameter has another form
 */
export function pathOf({ operation, params: names }: Named, params: Record<string, string>): string {
  const read = operation.params?.safeParse(params);
  const issue = read?.error?.issues[0];
  if (issue !== undefined) {
    const name = String(issue.path[0] ?? names[0]);
    throw wrongUsage(`${name.toUpperCase()} cannot be “${params[name] ?? ''}”: ${issue.message}`);
  }
  return methodAndPath(operation).path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? '';
    if (value === '' || value === '.' || value === '..')
      throw wrongUsage(`${name.toUpperCase()} cannot be “${value}”.`);
    return encodeURIComponent(value);
  });
}

/** The request of an operation, without what only the system knows (revisions). @throws CommandError wrong usage */
export function requestOf(named: Named, typed: Typed): ApiRequest {
  const { operation } = named;
  const query = new URLSearchParams(typed.query).toString();
  const path = pathOf(named, typed.params) + (query === '' ? '' : `?${query}`);
  const request = { method: methodAndPath(operation).method, path };
  if (operation.body === undefined) return { ...request, headers: {} };
  if (operation.bodyKind === 'csv')
    return { ...request, headers: { 'content-type': 'text/csv' }, body: typed.file ?? Buffer.alloc(0) };
  const nothing = typed.file === undefined && Object.keys(typed.body).length === 0;
  if (nothing && operation.bodyOptional === true) return { ...request, headers: {} };
  const headers = { 'content-type': 'application/json' };
  return { ...request, headers, body: JSON.stringify(bodyOf(typed)) };
}

function bodyOf({ file, body }: Typed): unknown {
  if (file === undefined) return body;
  const given = structureOf(file.toString('utf8'), 'The file');
  if (Object.keys(body).length === 0) return given;
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw wrongUsage('The file holds no object, so no flag can add to it.');
  return { ...given, ...body };
}
