import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { UserFileError } from './user-file.ts';

/** Where a value of a plan is: names of parts, and indexes from 0. */
export type PlanPath = readonly PropertyKey[];

/** Something that is wrong in a plan, and where. */
export type PlanProblem = { path: PlanPath; message: string };

const longestShown = 80;

/** A plan as it is written, which knows the line of each of its values. */
export class PlanSource {
  readonly #file: string;
  readonly #document: Document;
  readonly #lines: LineCounter;

  private constructor(file: string, document: Document, lines: LineCounter) {
    this.#file = file;
    this.#document = document;
    this.#lines = lines;
  }

  /** Reads YAML, of which JSON is a part. Throws UserFileError. */
  static read(file: string, text: string): PlanSource {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines });
    const [error] = document.errors;
    if (error !== undefined)
      throw new UserFileError(`The plan ${file} is neither YAML nor JSON: ${error.message}`, {
        cause: error,
      });
    return new PlanSource(file, document, lines);
  }

  /** All that it says; null: nothing. Throws UserFileError. */
  value(): unknown {
    try {
      return this.#document.toJS();
    } catch (cause) {
      // Aliases without anchor, or too many of them.
      const why = cause instanceof Error ? cause.message : '';
      throw new UserFileError(`The plan ${this.#file} cannot be read: ${why}`, { cause });
    }
  }

  /** An error that tells problems in order of their lines, each with its line and the value that stands there. */
  error(problems: readonly PlanProblem[]): UserFileError {
    const told = problems
      .map((problem) => this.#told(problem))
      .toSorted((a, b) => a.line - b.line)
      .map(({ line, words }) => `\n  line ${line}: ${words}`);
    return new UserFileError(`The plan ${this.#file} is not right:${told.join('')}`);
  }

  #told({ path, message }: PlanProblem): { line: number; words: string } {
    const { at, value } = this.#find(path);
    const { line } = this.#lines.linePos(at);
    const name = path.map(String).join('.');
    return {
      line: Math.max(line, 1),
      words: `${name}${value === undefined ? '' : ` is ${value}`}: ${message}`,
    };
  }

  /** Where a value stands, or what would hold it; `value`: what it says, where that is one word or number. */
  #find(path: PlanPath): { at: number; value?: string } {
    let node = this.#resolved(this.#document.contents);
    let at = node?.range?.[0] ?? 0;
    for (const part of path) {
      const next = this.#child(node, part);
      if (next === undefined) return { at };
      ({ at, node } = next);
    }
    if (!isScalar(node)) return { at };
    const text = JSON.stringify(node.value);
    return { at, value: text.length > longestShown ? `${text.slice(0, longestShown)}…` : text };
  }

  #child(node: Node | undefined, part: PropertyKey): { at: number; node: Node | undefined } | undefined {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (pair === undefined || !isScalar(pair.key)) return undefined;
      return { at: pair.key.range?.[0] ?? 0, node: this.#resolved(pair.value) };
    }
    if (!isSeq(node)) return undefined;
    const found = this.#resolved(node.items[Number(part)]);
    return found === undefined ? undefined : { at: found.range?.[0] ?? 0, node: found };
  }

  #resolved(node: unknown): Node | undefined {
    if (isAlias(node)) return node.resolve(this.#document);
    return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
  }
}
