import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Characters written at once. */
const TOGETHER = 65_536;

/**
 * Writes an object as JSON, as `JSON.stringify(value, null, 2)` has it, without ever having the whole text in memory:
 * lists that it holds are written item by item.
 */
export async function writeJson(file: string, value: object): Promise<void> {
  await pipeline(together(pieces(value)), createWriteStream(file));
}

function* pieces(value: object): Generator<string> {
  yield '{';
  let between = '\n';
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    yield `${between}  ${JSON.stringify(name)}: `;
    between = ',\n';
    if (Array.isArray(member) && member.length > 0) yield* list(member);
    else yield indented(member, 2);
  }
  yield '\n}\n';
}

function* list(items: readonly unknown[]): Generator<string> {
  let between = '[\n';
  for (const item of items) {
    yield `${between}    ${indented(item, 4)}`;
    between = ',\n';
  }
  yield '\n  ]';
}

function indented(value: unknown, by: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${' '.repeat(by)}`);
}

function* together(texts: Iterable<string>): Generator<string> {
  let text = '';
  for (const each of texts) {
    text += each;
    if (text.length < TOGETHER) continue;
    yield text;
    text = '';
  }
  yield text;
}
