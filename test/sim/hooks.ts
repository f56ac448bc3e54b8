import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Puts the simulator under the functions as they are deployed: what reaches AWS or depends on the machine is loaded
 * from here instead, everything above it is the product. To be imported before anything of the product is.
 */
const root = resolve(import.meta.dirname, '../..');
const urlOf = (path: string): string => pathToFileURL(resolve(root, path)).href;

const fakeSdk = urlOf('test/sim/aws/fake-sdk.ts');
const packages = [
  '@aws-sdk/client-sesv2',
  '@aws-sdk/client-sns',
  '@aws-sdk/client-sqs',
  '@aws-sdk/client-scheduler',
  '@aws-sdk/client-s3',
  '@aws-sdk/s3-request-presigner',
  '@aws-sdk/client-secrets-manager',
];

const modules = new Map(
  Object.entries({
    'shared/adapters/aws/dynamo.ts': 'test/sim/aws/fake-dynamo.ts',
    'shared/adapters/aws/dynamo-store.ts': 'test/sim/aws/fake-dynamo.ts',
    'shared/adapters/aws/dynamo-engine-store.ts': 'test/sim/aws/fake-dynamo.ts',
    'shared/adapters/aws/dynamo-activities.ts': 'test/sim/aws/fake-dynamo.ts',
    'shared/adapters/aws/dynamo-statistics.ts': 'test/sim/aws/fake-dynamo.ts',
    'shared/adapters/aws/dynamo-token-bucket.ts': 'test/sim/aws/fake-dynamo.ts',
    'shared/adapters/aws/node-ids.ts': 'test/sim/stand-ins.ts',
    'shared/adapters/aws/stage-account.ts': 'test/sim/stand-ins.ts',
    'shared/adapters/dns/node-dns.ts': 'test/sim/stand-ins.ts',
    'shared/adapters/crm/salesforce/salesforce-http.ts': 'test/sim/stand-ins-http.ts',
    'shared/adapters/incoming/ask-service.ts': 'test/sim/stand-ins-http.ts',
    'shared/adapters/webhooks/https-webhook-sender.ts': 'test/sim/stand-ins.ts',
    'functions/runtime/logger.ts': 'test/sim/stand-ins.ts',
    'functions/runtime/remembered-versions.ts': 'test/sim/stand-ins.ts',
    'functions/runtime/memoized.ts': 'test/sim/stand-ins.ts',
  }).map(([from, to]) => [urlOf(from), urlOf(to)]),
);

/** A planted bug: a text of a file of the product, and what stands there instead. */
export type Patch = { file: string; find: string; put: string };

/** @throws where a text to be replaced is not there exactly once: the product has changed under the bug */
export function plant(patches: readonly Patch[]): void {
  const patched = new Map<string, string>();
  for (const { file, find, put } of patches) {
    const url = urlOf(file);
    const source = patched.get(url) ?? readFileSync(resolve(root, file), 'utf8');
    if (source.split(find).length !== 2) throw new Error(`${file} holds the text once no more: ${find}`);
    patched.set(
      url,
      source.replace(find, () => put),
    );
  }
  registerHooks({
    load(url, context, nextLoad) {
      const source = patched.get(url);
      if (source === undefined) return nextLoad(url, context);
      return { ...nextLoad(url, context), source };
    },
  });
}

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isOurs = context.parentURL !== undefined && !context.parentURL.includes('/node_modules/');
    if (isOurs && packages.includes(specifier)) return nextResolve(fakeSdk, context);
    const found = nextResolve(specifier, context);
    const instead = modules.get(found.url);
    // What stands in may use what it stands in for.
    return instead === undefined || instead === context.parentURL ? found : nextResolve(instead, context);
  },
});
