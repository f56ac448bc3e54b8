import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Lets esbuild leave out of the AWS SDK's clients what a function does not use. A client describes all operations of
 * its service in one file, in a form that esbuild must take for used:
 * - keys of objects given by constants (`{ [_h]: … }`) might run code, so the whole file stays: the names are written in;
 * - every error class is entered in a register, and so stays: without its class an error still comes with its `name`,
 *   its `$fault` and its status, which is all that our adapters and the SDK's retries look at;
 * - of its whole `package.json` the client needs the version;
 * - what it would import once a call streams events is left outside: none of ours does;
 * - hashes are there a second time in plain JavaScript, for runtimes without `node:crypto`;
 * - requests that are signed for several Regions at once have a signer of their own: none of ours is;
 * - retries have a mode `adaptive` of their own, and instances of EC2 are asked for their Region: Lambda does neither;
 * - answers are made readable a second time for streams of browsers: those of Node.js are all that come;
 * - calls are told to a logger, with what is secret in them left out: our clients have none;
 * - lists are walked page by page by functions of their own, which none of ours does;
 * - settings that the environment lacks are looked for in a user's files, which Lambda does not have;
 * - the functions and the list of Regions that S3 finds its hosts by are entered for all clients: S3 enters them itself.
 *
 * Together some 120 KB of `run-due-steps`, which every cold start would load. The adapters' own tests are run on what
 * this makes (test/infra/bundle.test.ts), so that a new SDK that it does not fit is found out.
 */
export const slimSdk: Plugin = {
  name: 'slim-sdk',
  setup(build) {
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
    build.onLoad(
      { filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/ },
      async ({ path }) => ({
        contents: withoutRegister(withPlainKeys(await readFile(path, 'utf8'))),
        loader: 'js',
      }),
    );
    build.onLoad(
      { filter: /@smithy[\\/]core[\\/].*[\\/](?:(?:Sha256|Md5|Crc32)Js|AdaptiveRetryStrategy)\.js$/ },
      ({ path }) => ({ contents: `export class ${basename(path, '.js')} {}`, loader: 'js' }),
    );
    build.onLoad({ filter: /@smithy[\\/]core[\\/].*[\\/]sdk-stream-mixin\.browser\.js$/ }, () => ({
      contents: `export const sdkStreamMixin = () => {
  throw new Error('A stream of a browser');
};`,
      loader: 'js',
    }));
    build.onLoad({ filter: /@aws-sdk[\\/]core[\\/].*[\\/]loggerMiddleware\.js$/ }, () => ({
      contents: `export const loggerMiddleware = () => (next) => next;
export const loggerMiddlewareOptions = { name: 'loggerMiddleware', step: 'initialize' };
export const getLoggerPlugin = () => ({ applyToStack: () => undefined });`,
      loader: 'js',
    }));
    build.onLoad({ filter: /@smithy[\\/]core[\\/].*[\\/]schemaLogFilter\.js$/ }, () => ({
      contents: 'export const schemaLogFilter = (schema, data) => data;',
      loader: 'js',
    }));
    build.onLoad({ filter: /@smithy[\\/]core[\\/].*[\\/]createPaginator\.js$/ }, () => ({
      contents: `export const createPaginator = () => () => {
  throw new Error('A list that is walked by the SDK');
};`,
      loader: 'js',
    }));
    build.onLoad({ filter: /@smithy[\\/]core[\\/].*[\\/]getInstanceMetadataRegion\.js$/ }, () => ({
      contents: 'export const getInstanceMetadataRegion = async () => undefined;',
      loader: 'js',
    }));
    build.onLoad({ filter: /signature-v4-multi-region[\\/]dist-es[\\/]SignatureV4MultiRegion\.js$/ }, () => ({
      contents:
        "export { SignatureV4SignWithCredentials as SignatureV4MultiRegion } from './SignatureV4SignWithCredentials';",
      loader: 'js',
    }));
    build.onLoad({ filter: /@aws-sdk[\\/]core[\\/].*[\\/]AwsSdkSigV4ASigner\.js$/ }, () => ({
      contents: "export { AwsSdkSigV4Signer as AwsSdkSigV4ASigner } from './AwsSdkSigV4Signer';",
      loader: 'js',
    }));
    build.onLoad({ filter: /@smithy[\\/]core[\\/].*[\\/]fromSharedConfigFiles\.js$/ }, () => ({
      contents: `import { CredentialsProviderError } from '../property-provider/CredentialsProviderError';
export const fromSharedConfigFiles = () => async () => {
  throw new CredentialsProviderError('A function has no files of settings');
};`,
      loader: 'js',
    }));
    build.onLoad(
      { filter: /@aws-sdk[\\/]core[\\/].*[\\/]util-endpoints[\\/]aws\.js$/ },
      async ({ path }) => ({
        contents: (await readFile(path, 'utf8')).replace(/^customEndpointFunctions\.aws = \w+;$/m, ''),
        loader: 'js',
      }),
    );
    build.onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

function withPlainKeys(source: string): string {
  const constants = new Map(
    Array.from(source.matchAll(/^const (_\w+) = ("[^"]*");$/gm), ([, name, text]) => [name, text] as const),
  );
  return source.replaceAll(/\[(_\w+)\]:/g, (key, name: string) => {
    const text = constants.get(name);
    return text === undefined ? key : `${text}:`;
  });
}

function withoutRegister(source: string): string {
  return source.replaceAll(/^n0_registry\.registerError\(\w+\$, \w+\);$/gm, '');
}
