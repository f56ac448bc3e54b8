import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { Emulator } from './emulator.ts';
import { withoutRoles, withoutUnsupported } from './unsupported.ts';

const run = promisify(execFile);
const stage = ['-c', 'stage=dev', '-c', 'from=sales@example.com', '-c', 'domain=example.com'];

/** What the stacks say of themselves once they are deployed. */
export type Deployment = { apiUrl: string; userPoolId: string; clientId: string };
const outputs = z.object({
  'relance-dev-api': z.object({ ApiUrl: z.string(), UserPoolId: z.string(), UserPoolClientId: z.string() }),
});

/**
 * Deploys the product as its users do, with `cdk deploy --all`, from an assembly in which only what the emulator cannot
 * make has been taken out; in the version that newer-app.ts makes of it. Throws with the tail of what the CDK said.
 */
export async function deploy({ url, variables }: Emulator, folder: string): Promise<Deployment> {
  const file = join(folder, 'outputs.json');
  const assembly = await synthesized({ url, variables }, folder, '--app', 'node test/deploy/newer-app.ts');
  await cdk(variables, 'bootstrap', '--app', assembly, 'aws://000000000000/us-east-1');
  await cdk(
    variables,
    'deploy',
    '--all',
    '--app',
    assembly,
    '--require-approval',
    'never',
    '--outputs-file',
    file,
  );
  const { 'relance-dev-api': api } = outputs.parse(JSON.parse(await readFile(file, 'utf8')));
  return {
    apiUrl: reachable(api.ApiUrl, url),
    userPoolId: api.UserPoolId,
    clientId: api.UserPoolClientId,
  };
}

/** Goes back to the present version as the runbook says: code alone, over the data of the newer one. */
export async function goBack({ url, variables }: Emulator, folder: string): Promise<void> {
  const assembly = await synthesized({ url, variables }, folder);
  const code = ['relance-dev-engine', 'relance-dev-api', '--exclusively'];
  await cdk(variables, 'deploy', ...code, '--app', assembly, '--require-approval', 'never');
}

async function synthesized(
  { url, variables }: Pick<Emulator, 'url' | 'variables'>,
  folder: string,
  ...app: string[]
): Promise<string> {
  const assembly = await mkdtemp(join(folder, 'cdk.out-'));
  await cdk(variables, 'synth', '--quiet', ...app, '--output', assembly, ...stage);
  await adapt(assembly, url);
  return assembly;
}

async function cdk(env: NodeJS.ProcessEnv, ...words: string[]): Promise<void> {
  try {
    await run('cdk', words, { env, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { stdout, stderr } = z.object({ stdout: z.string(), stderr: z.string() }).parse(error);
    const tail = `${stdout}\n${stderr}`.trim().split('\n').slice(-40).join('\n');
    throw new Error(`cdk ${words[0] ?? ''} failed:\n${tail}`, { cause: error });
  }
}

/** Rewrites the assembly in place: see unsupported.ts. */
async function adapt(assembly: string, url: string): Promise<void> {
  for (const name of await readdir(assembly)) {
    const path = join(assembly, name);
    const change = name.endsWith('.template.json')
      ? (whole: unknown) => withoutUnsupported(whole, url)
      : name === 'manifest.json' || name.endsWith('.assets.json')
        ? withoutRoles
        : undefined;
    if (change === undefined) continue;
    await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, 'utf8')))));
  }
}

/** The emulator answers for `ID.execute-api.localhost`, which not every machine resolves: the same by path. */
function reachable(apiUrl: string, emulatorUrl: string): string {
  const id = new URL(apiUrl).hostname.split('.')[0] ?? '';
  return `${emulatorUrl}/_aws/execute-api/${id}/$default`;
}
