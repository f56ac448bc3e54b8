import { Command, CommanderError, Help, Option } from 'commander';
import * as z from 'zod';
import { tags } from '#shared/contracts/api/operation.ts';
import { accessOf, type Where } from './access.ts';
import { Api } from './api.ts';
import { harmless } from './columns.ts';
import { aliases, namedOperations, type Named } from './command-names.ts';
import { CommandError, exitCodes, wrongUsage } from './failure.ts';
import { given } from './files.ts';
import { flagsOf, type Flag } from './flags.ts';
import { commandsByTag, describedOperation, shortNames } from './help.ts';
import { answersWithJob, takesUpload } from './jobs.ts';
import { isPaged, perform, takesKey } from './perform.ts';
import { valueOf, type Typed } from './request.ts';
import { shown } from './show.ts';
import { signInByBrowser, systemUrl } from './sign-in.ts';
import { DEFAULT_STAGE, readStage, removeStage, writeStage } from './stage-file.ts';
import type { Terminal } from './terminal.ts';

/** Most items that `--all` gets unless more are wished, and at all. */
const MOST = { wished: 10_000, atAll: 1_000_000 };

type Options = Record<string, unknown>;

const textIn = (options: Options, name: string): string | undefined =>
  typeof options[name] === 'string' ? options[name] : undefined;

/** Which system is meant. Where an operation has a value of the same name, these stand before the noun. */
const whereOptions = (): Option[] => [
  new Option('--local', 'the system on this machine (npm start)'),
  new Option('--port <port>', 'its port, 4000 unless said'),
  new Option('--user <id>', 'who is signed in there, admin unless said'),
  new Option('--url <address>', 'the system at an address, with the token in RELANCE_TOKEN'),
  new Option('--stage <name>', 'a system that was signed in to under this name'),
];

function whereOf(options: Options): Where {
  return {
    local: options['local'] === true ? true : undefined,
    port: textIn(options, 'port'),
    user: textIn(options, 'user'),
    url: textIn(options, 'url'),
    stage: textIn(options, 'stage'),
  };
}

/**
 * Runs one command. Answers go to `out`, everything else to `err`.
 * @param args what was typed behind the name of the program
 * @returns the exit code
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await programOf(terminal).parseAsync(args, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    // What commander refuses it has said by then.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    if (!(error instanceof CommandError)) throw error;
    terminal.err.write(`${harmless(error.message)}\n`);
    return error.exitCode;
  }
}

function programOf(terminal: Terminal): Command {
  const commands = namedOperations();
  const ofCommand = new Map<Command, Named>();
  const program = new Command('relance')
    .description('Every operation of the API as a command: relance <noun> <verb>.')
    .usage('[where] <noun> <verb> [words] [flags]')
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const option of whereOptions()) program.addOption(option);
  // Flags are read from the schemas of the one command that is meant.
  const describe = (_: Command, command: Command): void => {
    const named = ofCommand.get(command);
    if (named !== undefined) addFlags(command, named, flagsOf(named.operation));
  };
  program.hook('preSubcommand', describe);
  for (const [noun, all] of Map.groupBy(commands, (named) => named.noun)) {
    const first = all[0]?.operation.tag;
    const parent = program.command(noun).hook('preSubcommand', describe);
    if (first !== undefined) parent.description(tags[first]);
    for (const named of all) ofCommand.set(commandOf(parent, named.verb, named, all.length === 1), named);
  }
  for (const [name, [noun, verb]] of Object.entries(aliases)) {
    const named = commands.find((one) => one.noun === noun && one.verb === verb);
    if (named !== undefined) ofCommand.set(commandOf(program, name, named, false), named);
  }
  signInCommands(program, terminal);
  // They are listed by what they are about instead.
  program.configureHelp({
    formatHelp: (command, helper) =>
      new Help().formatHelp(command, Object.assign(helper, { visibleCommands: () => [] })),
  });
  program.addHelpText(
    'after',
    () => `
Where a command has a flag of the same name, these stand before the noun alone.

Signing in
  sign-in, sign-out

Short names
${shortNames()}

${commandsByTag(commands, terminal.width)}

relance <noun> --help and relance <noun> <verb> --help say more.
Ends with 0: done · 1: the API refused it · 2: wrong usage · 3: not reachable, or not signed in.`,
  );
  return program;

  function commandOf(parent: Command, name: string, named: Named, isDefault: boolean): Command {
    const command = parent.command(name, { isDefault });
    command.summary(named.operation.summary).description(describedOperation(named.operation));
    for (const param of named.params) command.argument(`<${param}>`, describedParam(named, param));
    if (named.operation.bodyKind === 'csv') command.argument('<file>', 'A CSV; -: what is piped in.');
    return command.action(async () => {
      await performCommand(program, terminal, command, named);
    });
  }
}

function describedParam({ operation }: Named, name: string): string {
  const member: unknown = operation.params?.shape[name];
  return member instanceof z.ZodType ? (member.meta()?.description ?? '') : '';
}

/** The flags of a command: the values of its operation, then what every command of its kind can do. */
function addFlags(command: Command, { operation }: Named, flags: readonly Flag[]): void {
  const values = flags.flatMap(optionsOfFlag);
  const own: [boolean, Option][] = [
    [
      operation.body !== undefined && operation.bodyKind === undefined,
      new Option('--file <file>', 'the body as JSON or YAML; -: what is piped in; flags go before it'),
    ],
    [
      flags.some(({ nullable }) => nullable),
      new Option('--null <name>', 'set a value to null, by the name of its flag; may be repeated')
        .argParser(collected)
        .default([], ''),
    ],
    [
      operation.conditional === true,
      new Option(
        '--if-match <revision>',
        'only if this is the revision; otherwise the present one is read before',
      ),
    ],
    [
      takesKey(operation),
      new Option('--idempotency-key <key>', 'repeat a request; otherwise a new key is made'),
    ],
    [isPaged(operation), new Option('--all', 'follow the pages to the end')],
    [
      isPaged(operation),
      new Option('--most <number>', 'with --all: get no more than this')
        .argParser(mostOf)
        .default(MOST.wished),
    ],
    [
      takesUpload(operation),
      new Option('--upload <file>', 'the CSV of the job; -: what is piped in; starts it'),
    ],
    [answersWithJob(operation), new Option('--wait', 'wait until the job is over')],
    [answersWithJob(operation), new Option('--out <folder>', 'wait, and save what the job wrote')],
    [operation.returns.body !== undefined, new Option('--json', 'the bare answer')],
  ];
  const taken = new Set(values.map(({ long }) => long));
  const where = whereOptions().filter(({ long }) => !taken.has(long));
  command.optionsGroup('Values:');
  for (const option of values) command.addOption(option);
  command.optionsGroup('Options:');
  for (const [applies, option] of own) if (applies) command.addOption(option);
  command.optionsGroup('Where:');
  for (const option of where) command.addOption(option);
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

async function performCommand(
  program: Command,
  terminal: Terminal,
  command: Command,
  named: Named,
): Promise<void> {
  const { operation, params } = named;
  const flags = flagsOf(operation);
  const options: Options = command.opts();
  const words = command.args;
  const typed = typedOf(named, flags, options, words);
  const file = textIn(options, 'file');
  if (file !== undefined) typed.file = await (await given(file, terminal)).whole();
  const taken = new Set(flags.map(({ flag }) => flag));
  const own = Object.fromEntries(Object.entries(options).filter(([name]) => !taken.has(name)));
  const api = new Api(await accessOf(terminal, whereOf({ ...program.opts(), ...own })), terminal);
  const { body, failure } = await perform(
    api,
    terminal,
    named,
    typed,
    {
      all: options['all'] === true,
      most: Number(options['most'] ?? MOST.wished),
      ifMatch: textIn(options, 'ifMatch'),
      idempotencyKey: textIn(options, 'idempotencyKey'),
      wait: options['wait'] === true,
      out: textIn(options, 'out'),
      upload: textIn(options, 'upload'),
      csv: operation.bodyKind === 'csv' ? words[params.length] : undefined,
    },
    (where, path) => flags.find((flag) => flag.in === where && flag.name === path.split('.')[0])?.flag,
  );
  write(terminal, body, options['json'] === true);
  if (failure !== undefined) throw failure;
}

function typedOf(
  { params }: Named,
  flags: readonly Flag[],
  options: Options,
  words: readonly string[],
): Typed {
  const typed: Typed = {
    params: Object.fromEntries(params.map((name, at) => [name, words[at] ?? ''])),
    query: {},
    body: {},
  };
  for (const flag of flags) {
    const value = options[attributeOf(flag)];
    if (value === undefined) continue;
    if (flag.in === 'query')
      typed.query[flag.name] = typeof value === 'string' ? value : JSON.stringify(value);
    else typed.body[flag.name] = typeof value === 'string' ? valueOf(flag, value) : value;
  }
  for (const name of (options['null'] ?? []) as string[]) {
    const flag = flags.find((one) => one.in === 'body' && one.flag === name);
    if (flag?.nullable !== true)
      throw wrongUsage(`--null ${name}: this command has no value of that name that can be null.`);
    typed.body[flag.name] = null;
  }
  return typed;
}

const attributeOf = ({ flag }: Flag): string => new Option(`--${flag}`).attributeName();

function write({ out, err, width, zone }: Terminal, body: unknown, json: boolean): void {
  if (body === undefined) err.write('Done.\n');
  else if (typeof body === 'string') out.write(body);
  else if (json) out.write(`${JSON.stringify(body, null, 2)}\n`);
  else {
    out.write(`${shown(body, { width, zone })}\n`);
    if (typeof body === 'object' && body !== null && 'cursor' in body && typeof body.cursor === 'string')
      err.write(`There is more: --all, or --cursor ${body.cursor}\n`);
  }
}

function signInCommands(program: Command, terminal: Terminal): void {
  const stage = () =>
    new Option('--stage <name>', 'the name under which it is remembered').default(DEFAULT_STAGE);
  program
    .command('sign-in')
    .description('Sign in by the browser, and remember it.')
    .requiredOption('--url <address>', 'the address of the system')
    .addOption(stage())
    .action(async (options: { url: string; stage: string }) => {
      const url = systemUrl(options.url);
      // A name that cannot be used is refused before anybody signs in.
      await readStage(terminal.folder, options.stage).catch((error: unknown) => {
        if (error instanceof CommandError && error.exitCode === exitCodes.usage) throw error;
      });
      await writeStage(terminal.folder, options.stage, await signInByBrowser(terminal, url));
      terminal.err.write(`Signed in at ${url}.\n`);
    });
  program
    .command('sign-out')
    .description('Forget who is signed in. Tokens that were given end by themselves.')
    .addOption(stage())
    .action(async (options: { stage: string }) => {
      const known = await readStage(terminal.folder, options.stage).catch(() => undefined);
      await removeStage(terminal.folder, options.stage);
      terminal.err.write(
        known === undefined ? 'Nobody was signed in.\n' : `Signed out. In the browser: ${known.logout}\n`,
      );
    });
}
