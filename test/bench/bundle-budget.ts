import { build, type BuildOptions } from 'esbuild';
import { functions } from '#functions/manifest.ts';
import { bundlingFor } from '#infra/constructs/bundling.ts';

/** What the bundle of `run-due-steps` is to weigh at most, in KB of 1,000 bytes. */
export const BUNDLE_BUDGET_KB = 460;

/**
 * What it may weigh until it is slimmed again: it carries records, mails to users, intervals between invitations and
 * backups that are restored since the budget was made.
 */
const BUNDLE_LIMIT_KB = 476;

/** Builds something as the stacks build functions: one minified module. */
export async function bundle(entry: Pick<BuildOptions, 'entryPoints' | 'stdin'>): Promise<Uint8Array> {
  const { outputFiles } = await build({
    ...bundlingFor('sns'),
    ...entry,
    write: false,
    outdir: '.',
    logLevel: 'error',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild made nothing');
  return file.contents;
}

/** The bundle of a function of the manifest. */
export async function bundleOf(functionId: string): Promise<Uint8Array> {
  const found = functions.find(({ id }) => id === functionId);
  if (found === undefined) throw new Error(`The manifest has no function ${functionId}`);
  return bundle({ entryPoints: [found.entry] });
}

/** What the bundle of a function weighs, in KB of 1,000 bytes. */
async function bundleSize(functionId: string): Promise<number> {
  return (await bundleOf(functionId)).length / 1_000;
}

if (import.meta.main) {
  const size = await bundleSize('run-due-steps');
  console.log(
    `run-due-steps: ${size.toFixed(0)} KB, budget ${BUNDLE_BUDGET_KB} KB, limit ${BUNDLE_LIMIT_KB} KB`,
  );
  if (size > BUNDLE_LIMIT_KB) process.exitCode = 1;
}
