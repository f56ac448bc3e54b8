import { Option, type Command } from 'commander';
import { CommandError, exitCodes } from './failure.ts';
import { signInByBrowser, systemUrl } from './sign-in.ts';
import { DEFAULT_STAGE, readStage, removeStage, writeStage } from './stage-file.ts';
import type { Terminal } from './terminal.ts';

/** Adds `sign-in` and `sign-out`. */
export function signInCommands(program: Command, terminal: Terminal): void {
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
