import { Option, type Command } from 'commander';
import type { Operation } from '#shared/contracts/api/operation.ts';
import { wrongUsage } from './failure.ts';
import type { Flag, OwnFlag } from './flags.ts';
import { answersWithJob, takesUpload } from './jobs.ts';
import { isPaged, takesKey } from './perform.ts';

/** Most items that `--all` gets unless more are wished, and at all. */
export const MOST = { wished: 10_000, atAll: 1_000_000 };

/** Which system is meant. Where an operation has a value of the same name, these stand before the noun alone. */
export const whereOptions = (): Option[] => [
  new Option('--local', 'the system on this machine (npm start)'),
  new Option('--port <port>', 'its port, 4000 unless said'),
  new Option('--user <id>', 'who is signed in there, admin unless said'),
  new Option('--url <address>', 'the system at an address, with the token in RELANCE_TOKEN'),
  new Option('--stage <name>', 'a system that was signed in to under this name'),
];

type OwnOption = {
  takes?: string;
  says: string;
  applies: (operation: Operation, flags: readonly Flag[]) => boolean;
};

/** What commands can do beside sending values, and which of them can. */
const ownOptions = {
  file: {
    takes: '<file>',
    says: 'the body as JSON or YAML; -: what is piped in; flags go before it',
    applies: ({ body, bodyKind }) => body !== undefined && bodyKind === undefined,
  },
  null: {
    takes: '<name>',
    says: 'set a value to null, by the name of its flag; may be repeated',
    applies: (_, flags) => flags.some(({ nullable }) => nullable),
  },
  'if-match': {
    takes: '<revision>',
    says: 'only if this is the revision; otherwise the present one is read before',
    applies: ({ conditional }) => conditional === true,
  },
  'idempotency-key': {
    takes: '<key>',
    says: 'repeat a request; otherwise a new key is made',
    applies: takesKey,
  },
  all: { says: 'follow the pages to the end', applies: isPaged },
  most: {
    takes: '<number>',
    says: `with --all: get no more than this; ${MOST.wished} unless said`,
    applies: isPaged,
  },
  upload: {
    takes: '<file>',
    says: 'the CSV of the job; -: what is piped in; starts it',
    applies: takesUpload,
  },
  wait: { says: 'wait until the job is over', applies: answersWithJob },
  out: { takes: '<folder>', says: 'wait, and save what the job wrote', applies: answersWithJob },
  json: { says: 'the bare answer', applies: ({ returns }) => returns.body !== undefined },
} as const satisfies Record<Exclude<OwnFlag, 'help'>, OwnOption>;

/** The flags of a command: the values of its operation, then what every command of its kind can do. */
export function addFlags(command: Command, operation: Operation, flags: readonly Flag[]): void {
  const values = flags.flatMap(optionsOfFlag);
  const taken = new Set(values.map(({ long }) => long));
  command.optionsGroup('Values:');
  for (const option of values) command.addOption(option);
  command.optionsGroup('Options:');
  for (const [name, own] of Object.entries<OwnOption>(ownOptions))
    if (own.applies(operation, flags)) command.addOption(ownOption(name as OwnFlag, own));
  command.optionsGroup('Where:');
  for (const option of whereOptions()) if (!taken.has(option.long)) command.addOption(option);
}

function ownOption(name: OwnFlag, { takes, says }: OwnOption): Option {
  const option = new Option(takes === undefined ? `--${name}` : `--${name} ${takes}`, says);
  if (name === 'null') option.argParser(collected);
  if (name === 'most') option.argParser(mostOf);
  return option;
}

const collected = (value: string, before: unknown): string[] => [
  ...(Array.isArray(before) ? (before as string[]) : []),
  value,
];

function mostOf(text: string): number {
  const most = Number(text);
  if (!Number.isInteger(most) || most < 1 || most > MOST.atAll)
    throw wrongUsage(`--most takes a whole number from 1 to ${MOST.atAll}.`);
  return most;
}

/** What stands for the value of a flag in the help. */
const placeholders = { text: 'text', number: 'number', texts: 'text', structure: 'value' } as const;

function optionsOfFlag({ flag, kind, choices, required, description }: Flag): Option[] {
  const words = required ? `${description} Required.`.trim() : description;
  if (kind === 'boolean') return [new Option(`--${flag}`, words), new Option(`--no-${flag}`).hideHelp()];
  const option = new Option(`--${flag} <${placeholders[kind]}>`, words);
  if (choices !== undefined && kind === 'text') option.choices(choices);
  if (kind === 'texts') option.argParser(collected);
  return [option];
}

/** Where the parsed value of a flag stands. */
export const attributeOf = ({ flag }: Flag): string => new Option(`--${flag}`).attributeName();
