import { fileURLToPath } from 'node:url';
import { OutputFormat, type BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';

/** Packages that are replaced in bundles, by files of ours. */
export const aliases: Record<string, string> = {
  '@aws-sdk/credential-provider-node': fileURLToPath(
    new URL('bundling/environment-credentials.mjs', import.meta.url),
  ),
};

/**
 * How a handler becomes a bundle: one ES module with the AWS SDK inside, so that what was tested is what runs.
 * The banner gives `require` to the few packages that still call it. Left out is what the SDK would import when a call
 * streams events: none of ours does.
 */
export const bundling = {
  format: OutputFormat.ESM,
  target: 'node24',
  mainFields: ['module', 'main'],
  bundleAwsSDK: true,
  minify: true,
  sourceMap: true,
  sourcesContent: false,
  externalModules: ['@smithy/core/event-streams'],
  esbuildArgs: Object.fromEntries(Object.entries(aliases).map(([name, file]) => [`--alias:${name}`, file])),
  banner:
    "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
} satisfies BundlingOptions;
