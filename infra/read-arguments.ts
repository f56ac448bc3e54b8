import { parseArgs, type ParseArgsConfig } from 'node:util';

/** What a command ends with that was called in a wrong way, as `sysexits.h` has it: no other outcome of ours is that. */
const WRONG_USAGE = 64;

/** Says what is wrong with how a command was called, and how it is; then the process ends. */
export function refuseArguments(usage: string, why?: string): never {
  console.error(why === undefined ? usage : `${why}\n\n${usage}`);
  process.exit(WRONG_USAGE);
}

/** Reads how a command was called. `--help` prints how it is; so does what cannot be read, and the process ends. */
export function readArguments<Config extends ParseArgsConfig>(
  usage: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  const args = config.args ?? process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs<Config>(config);
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_'))
      return refuseArguments(usage, error.message);
    throw error;
  }
}
