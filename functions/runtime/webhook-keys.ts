import { readSecret } from '#shared/adapters/aws/secret-reader.ts';
import { webhookKeys as keysOf } from '#shared/adapters/webhooks/webhook-keys.ts';
import { readVariable } from '#shared/config/read-environment.ts';
import { memoized } from './memoized.ts';

let reading: Promise<string> | undefined;

/** The key of the stage, read once; a reading that failed is tried again at the next use. */
async function master(): Promise<string> {
  reading ??= readSecret(readVariable('webhookSecretArn'));
  try {
    return await reading;
  } catch (error) {
    reading = undefined;
    throw error;
  }
}

/** The secrets of webhooks. */
export const webhookKeys = memoized(() => keysOf(master));
