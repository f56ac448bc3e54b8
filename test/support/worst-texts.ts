import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** A repetition that may go on for less than this costs little wherever it begins. */
const FEW = 20;

/** Characters that repetitions are tried with, beside those that stand in the expression itself. */
const usual = [
  ' ',
  '\t',
  '\n',
  'a',
  'Z',
  '0',
  '-',
  '_',
  '.',
  ',',
  '"',
  "'",
  '<',
  '>',
  '/',
  '&',
  'é',
  '\u0000',
];
/** What keeps a text from matching after all, whatever the expression ends with. */
const ends = ['', '\u0001', '\n\u0001'];

/**
 * Texts that are the worst for a regular expression: for each of its repetitions what it repeats, over and over, once
 * after what stands before it, and once each time together with that, so that every place is a new beginning; each with
 * an end that keeps it from matching. What takes time that grows with the square of the length takes it on one of these.
 *
 * @param length of each text, in characters
 */
export function worstTexts(source: string, flags: string, length: number): string[] {
  const pattern = new RegExpParser().parsePattern(source, undefined, undefined, {
    unicode: flags.includes('u'),
  });
  const letters = [...new Set([...usual, ...literals(pattern)])];
  const of = new Sampler(letters, flags.replaceAll(/[gy]/g, ''));
  const pumps = new Set<string>();
  const texts = new Set<string>();
  const add = (prefix: string, pump: string): void => {
    if (pump === '' || pumps.has(`${prefix}|${pump}`)) return;
    pumps.add(`${prefix}|${pump}`);
    for (const end of ends) texts.add(prefix + pump.repeat(Math.ceil(length / pump.length)) + end);
  };
  for (const { quantifier, before } of repetitions(pattern)) {
    for (const prefix of new Set([
      '',
      ...before.map((nodes) => nodes.map((node) => of.sample(node)).join('')),
    ])) {
      for (const repeated of of.samples(quantifier.element)) {
        add(prefix, repeated);
        add('', prefix + repeated);
        add(prefix, `${repeated}\n`);
      }
      add('', prefix);
    }
  }
  for (const letter of letters) add('', letter);
  return [...texts];
}

type Repetition = { quantifier: AST.Quantifier; before: AST.Element[][] };

/** Every repetition that can be long, and what may stand before it. */
function* repetitions(node: AST.Node, before: AST.Element[] = []): Generator<Repetition> {
  if ('alternatives' in node) {
    for (const alternative of node.alternatives) yield* repetitions(alternative, before);
  } else if (node.type === 'Alternative') {
    for (const [index, element] of node.elements.entries())
      yield* repetitions(element, [...before, ...node.elements.slice(0, index)]);
  } else if (node.type === 'Quantifier') {
    if (node.max >= FEW) yield { quantifier: node, before: [before, before.slice(-1)] };
    yield* repetitions(node.element, before);
  }
}

/** Every character that stands in the expression. */
function* literals(pattern: AST.Pattern): Generator<string> {
  for (const [, character = ''] of pattern.raw.matchAll(/([^\\^$.*+?()[\]{}|])/gu)) yield character;
}

/** Finds texts that a part of an expression matches. */
class Sampler {
  readonly #letters: readonly string[];
  readonly #flags: string;

  constructor(letters: readonly string[], flags: string) {
    this.#letters = letters;
    this.#flags = flags;
  }

  /** One text, as short as it gets, repetitions done once. */
  sample(node: AST.Node): string {
    return this.samples(node)[0] ?? '';
  }

  /** Some texts, each of another character or alternative; what only looks around matches nothing. */
  samples(node: AST.Node): string[] {
    if (node.type === 'Assertion') return [''];
    if ('alternatives' in node)
      return node.alternatives.flatMap((alternative) => this.samples(alternative)).slice(0, 12);
    if (node.type === 'Alternative') {
      const parts = node.elements.map((element) => this.samples(element));
      const most = Math.min(6, Math.max(1, ...parts.map(({ length }) => length)));
      return Array.from({ length: most }, (_, n) =>
        parts.map((some) => some[n % some.length] ?? '').join(''),
      );
    }
    if (node.type === 'Quantifier') {
      const times = Math.max(node.min, Math.min(1, node.max));
      return this.samples(node.element).map((text) => text.repeat(times));
    }
    if (node.type === 'Character') return [String.fromCodePoint(node.value)];
    if (node.type !== 'CharacterClass' && node.type !== 'CharacterSet') return [''];
    const one = new RegExp(`^(?:${node.raw})$`, this.#flags);
    return this.#letters.filter((letter) => one.test(letter));
  }
}
