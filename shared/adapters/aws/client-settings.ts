import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';

/** What a client needs to know of its calls: how often one is tried in all, and how long one try may take. */
type Calls = {
  attempts: number;
  timeoutMs: number;
  /** Who keeps the connections; otherwise the SDK does. */
  agents?: { httpAgent: HttpAgent; httpsAgent: HttpsAgent } | undefined;
};

/**
 * Says what the SDK warns of. Its own logger, which does nothing, has it copy the input and output of every call, item by
 * item, to leave out what is secret from a line that is never written; for one without `info` and `error` it does not.
 */
const warnings = { debug: () => undefined, warn: console.warn } as unknown as NonNullable<
  DynamoDBClientConfig['logger']
>;

/**
 * Settings of an AWS client. Timeouts are set for every one: without them a lost answer holds a Lambda until it is
 * killed. Region, credentials and endpoint come from the environment, as the SDK reads it.
 */
export function clientSettings({ attempts, timeoutMs, agents }: Calls) {
  return {
    maxAttempts: attempts,
    logger: warnings,
    requestHandler: {
      connectionTimeout: Math.min(timeoutMs, 2_000),
      requestTimeout: timeoutMs,
      // Without this a request that takes too long is only logged.
      throwOnRequestTimeout: true,
      ...agents,
    },
  };
}
