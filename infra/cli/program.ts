import { Command, CommanderError, Help } from 'commander';
import * as z from 'zod';
import { tags } from '#shared/contracts/api/operation.ts';
import { accessOf, type Where } from './access.ts';
import { Api } from './api.ts';
import { harmless } from './columns.ts';
import { addFlags, attributeOf, MOST, whereOptions } from './command-flags.ts';
import { aliases, namedOperations, type Named } from './command-names.ts';
import { CommandError, exitCodes, noAnswer, wrongUsage } from './failure.ts';
import { given } from './files.ts';
import { flagsOf, type Flag } from './flags.ts';
import { commandsByTag, describedOperation, shortNames } from './help.ts';
import { perform } from './perform.ts';
import { valueOf, type Typed } from './request.ts';
import { shown } from './show.ts';
import { signInCommands } from './sign-in-commands.ts';
import type { Terminal } from './terminal.ts';

type Options = Record<string, unknown>;

const textIn = (options: Options, name: string): string | undefined =>
  typeof options[name] === 'string' ? options[name] : undefined;

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
    const known =
      error instanceof z.ZodError
        ? noAnswer('The system answered otherwise than expected: it may be of another version.', error)
        : error;
    if (!(known instanceof CommandError)) throw known;
    terminal.err.write(`${harmless(known.message)}\n`);
    return known.exitCode;
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
    if (named !== undefined) addFlags(command, named.operation, flagsOf(named.operation));
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
    if (named.operation.bodyKind === 'csv')
      command.argument(
        '<file>',
        'A CSV; -: what is piped in. One that is too long for a call goes as a job.',
      );
    return command.action(async () => {
      await performCommand(program, terminal, command, named);
    });
  }
}

function describedParam({ operation }: Named, name: string): string {
  const member: unknown = operation.params?.shape[name];
  return member instanceof z.ZodType ? (member.meta()?.description ?? '') : '';
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
  const typed = await typedOf(terminal, named, flags, options, words);
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

async function typedOf(
  terminal: Terminal,
  { params }: Named,
  flags: readonly Flag[],
  options: Options,
  words: readonly string[],
): Promise<Typed> {
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
    else if (typeof value !== 'string') typed.body[flag.name] = value;
    else typed.body[flag.name] = valueOf(flag, await textOf(terminal, flag, value));
  }
  for (const name of (options['null'] ?? []) as string[]) {
    const flag = flags.find((one) => one.in === 'body' && one.flag === name);
    if (flag?.nullable !== true)
      throw wrongUsage(`--null ${name}: this command has no value of that name that can be null.`);
    typed.body[flag.name] = null;
  }
  return typed;
}

/** No JSON or YAML begins with “@”: it names a file that holds it. */
async function textOf(terminal: Terminal, { kind }: Flag, value: string): Promise<string> {
  if (kind !== 'structure' || !value.startsWith('@')) return value;
  return (await (await given(value.slice(1), terminal)).whole()).toString('utf8');
}

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
