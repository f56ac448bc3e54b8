import {
  analyzeSync,
  AssertionError,
  Drop,
  Liquid,
  LiquidError,
  Output,
  Tokenizer,
  TokenKind,
  toValueSync,
} from 'liquidjs';
import type { Context, Emitter, FilterImplOptions, Template as Node } from 'liquidjs';
import { allowedFilters, allowedTags } from './allowed-liquid.ts';
import { escapeLines } from './escape-html.ts';
import { computed } from './template-variables.ts';

/**
 * Stands for values that a lead lacks. It is false in conditions and empty in loops, passes through every filter but
 * `default`, and is told of where it comes to be printed: so only a hole that a reader would see counts (D8).
 */
export class Missing extends Drop {
  /** Full names of the variables it stands for. */
  readonly names: string[];
  constructor(names: string[]) {
    super();
    this.names = names;
  }
  override valueOf(): undefined {
    return undefined;
  }
  override liquidMethodMissing(): this {
    return this;
  }
}

/** How values are written into a text: escaped for HTML with line breaks kept, or as they are. */
export type Escaping = 'html' | 'plain';

const engines = { html: createEngine(escapeLines), plain: createEngine((text) => text) } as const;

/** A template text that was parsed, and the variables it names outside of its own. */
export type Parsed = { nodes: Node[]; variables: (string | number)[][] };

/** Parsed texts by escaping and text, since a send path fills the same few templates over and over. */
const parsedTexts = new Map<string, Parsed>();
/** What is parsed takes a hundred times its text and more, so that characters are counted and not texts. */
const mostParsedCharacters = 500_000;
let parsedCharacters = 0;

/**
 * Reads a template text.
 * @throws LiquidError with the line when it is not sound Liquid; see `parseProblem`.
 */
export function parse(text: string, escaping: Escaping): Parsed {
  const key = `${escaping} ${text}`;
  const known = parsedTexts.get(key);
  if (known) return known;
  const engine = engines[escaping];
  const nodes = engine.parse(text);
  const variables = variablesIn(engine.parse(liquidAlone(text)));
  for (const output of outputsOf(nodes)) reportHoles(output);
  if (parsedCharacters + key.length > mostParsedCharacters) {
    parsedTexts.clear();
    parsedCharacters = 0;
  }
  parsedTexts.set(key, { nodes, variables });
  parsedCharacters += key.length;
  return { nodes, variables };
}

/** The text without what is no Liquid: the engine counts lines up to each variable anew, from the beginning. */
function liquidAlone(text: string): string {
  const tokens = new Tokenizer(text).readTopLevelTokens();
  return tokens.map((token) => (token.kind === TokenKind.HTML ? '' : token.getText())).join('');
}

/** Each variable once; the engine's own list of them compares each with all others. */
function variablesIn(nodes: Node[]): (string | number)[][] {
  const found = Object.values(analyzeSync(nodes, { partials: false }).globals).flat();
  const each = new Map(found.map((variable) => [String(variable), variable]));
  return [...each.values()].map((variable) =>
    variable.toArray().map((segment) => (typeof segment === 'object' ? computed : segment)),
  );
}

/** Gives what to print in a place that came out empty, of the variables that it names. */
type OnHole = (names: string[]) => string;
const onHoleKey = Symbol('onHole');

/** The text with its values in place; `onHole` hears the variables of each place that came out empty. */
export function fill({ nodes }: Parsed, escaping: Escaping, scope: object, onHole: OnHole): string {
  // By symbol, so that no template can name it.
  const globals = { [onHoleKey]: onHole };
  return String(engines[escaping].renderSync(nodes, scope, { globals }));
}

function reportHoles(output: Output): void {
  output.render = function* (context: Context, emitter: Emitter): IterableIterator<unknown> {
    const value: unknown = yield output.value.value(context, false);
    const onHole = (context.globals as { [onHoleKey]: OnHole })[onHoleKey];
    if (value instanceof Missing) {
      emitter.write(onHole(value.names));
    } else if (isBlank(value)) {
      const names = variablesIn([output]).map((segments) => segments.join('.'));
      emitter.write(names.length > 0 ? onHole(names) : value);
    } else {
      emitter.write(value);
    }
  };
}

/** What a person reads when a template text is not sound Liquid; rethrows what is not about the text. */
export function parseProblem(error: unknown): string {
  if (error instanceof RangeError) return tooNested;
  if (!(error instanceof LiquidError || error instanceof AssertionError)) throw error;
  const original = error instanceof LiquidError ? error.originalError : undefined;
  if (original instanceof RangeError) return tooNested;
  const reason = (original?.message ?? error.message).replace(/, line:\d+(?:, col:\d+)?$/, '');
  const where = /line:(\d+)/.exec(error.message)?.[1];
  const place = where === undefined ? '' : ` (line ${where})`;
  if (reason.startsWith('undefined filter')) {
    return `${reason}${place}: use one of ${allowedFilters.join(', ')}. Values are escaped by themselves.`;
  }
  if (/^tag ".*" not found/.test(reason)) {
    return `${reason}${place}: use one of ${allowedTags.join(', ')}.`;
  }
  return `${reason}${place}.`;
}

/** The engine follows brackets and blocks into each other by calls within calls. */
const tooNested = 'Its brackets or blocks lie too deep in each other: take some out.';

function createEngine(escape: (text: string) => string): Liquid {
  const engine = new Liquid({
    // An empty mapping, so that no tag can ever read the disk.
    templates: {},
    ownPropertyOnly: true,
    strictFilters: true,
    outputEscape: (value: unknown) => (value instanceof Missing ? value : escape(asText(value))) as string,
    parseLimit: 200_000,
    renderLimit: 1_000,
    memoryLimit: 2_000_000,
    timezoneOffset: 0,
    locale: 'en',
  });
  for (const tag of Object.keys(engine.tags)) {
    if (!allowedTags.includes(tag)) Reflect.deleteProperty(engine.tags, tag);
  }
  for (const [name, filter] of Object.entries(engine.filters)) {
    if (allowedFilters.includes(name)) engine.registerFilter(name, passingMissing(name, filter));
    else Reflect.deleteProperty(engine.filters, name);
  }
  return engine;
}

/** The filter, through which what is missing passes; `default` is what fills it. */
function passingMissing(name: string, filter: FilterImplOptions): FilterImplOptions {
  const handler = typeof filter === 'function' ? filter : filter.handler;
  return function (value: unknown, ...given: unknown[]): unknown {
    if (name === 'default') {
      const [instead] = given;
      if (!(value instanceof Missing)) return isBlank(value) ? instead : handler.call(this, value, ...given);
      return instead instanceof Missing
        ? new Missing([...value.names, ...instead.names])
        : (instead ?? value);
    }
    if (name === 'date' && (value === 'now' || value === 'today')) {
      throw new Error(`date of “${value}” would differ between preview and sending: write the date`);
    }
    const missing = [value, ...given].filter((each) => each instanceof Missing);
    if (missing.length > 0) return new Missing(missing.flatMap(({ names }) => names));
    return handler.call(this, value, ...given);
  };
}

function* outputsOf(nodes: Node[]): Generator<Output> {
  for (const node of nodes) {
    if (node instanceof Output) yield node;
    else if (node.children) yield* outputsOf(toValueSync<Node[]>(node.children(false, true)));
  }
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? value.map(asText).join('') : '';
}
