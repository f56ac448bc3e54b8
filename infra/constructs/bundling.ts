import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { onlyTextsBy, type TextSender } from './bundling/only-texts-by.ts';
import { slimEndpoints } from './bundling/slim-endpoints.ts';
import { slimHubspot } from './bundling/slim-hubspot.ts';
import { slimLiquid } from './bundling/slim-liquid.ts';
import { slimSdk } from './bundling/slim-sdk.ts';

const beside = (file: string): string => fileURLToPath(new URL(`bundling/${file}`, import.meta.url));

/**
 * How a handler becomes a bundle: one ES module with the AWS SDK inside, so that what was tested is what runs.
 * The banner gives `require` to the few packages that still call it.
 */
export const bundling: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  sourcesContent: false,
  alias: {
    '@aws-sdk/credential-provider-node': beside('environment-credentials.mjs'),
    '@aws-sdk/endpoint-cache': beside('endpoint-cache.mjs'),
  },
  plugins: [slimSdk, slimEndpoints, slimHubspot, slimLiquid],
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  logLevel: 'warning',
};

/** How a handler becomes a bundle in a stage whose texts go out by a service. */
export function bundlingFor(texts: TextSender): BuildOptions {
  return { ...bundling, plugins: [onlyTextsBy(texts), slimSdk, slimEndpoints, slimHubspot, slimLiquid] };
}

// Run by AppFunction at synthesis, which cannot wait for a promise: the entry, the folder to write to, the sender of texts.
if (import.meta.main) {
  const [entry, folder, texts] = process.argv.slice(2);
  if (entry === undefined || folder === undefined || (texts !== 'sns' && texts !== 'end-user-messaging'))
    throw new Error('usage: bundling.ts <entry> <folder> sns|end-user-messaging');
  await build({
    ...bundlingFor(texts),
    entryPoints: [entry],
    outfile: `${folder}/index.mjs`,
    sourcemap: true,
  });
}
