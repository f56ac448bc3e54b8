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
 * Settings of an AWS client. Timeouts are set for every one: without them a lost answer holds a Lambda until it is
 * killed. Region, credentials and endpoint come from the environment, as the SDK reads it.
 */
export function clientSettings({ attempts, timeoutMs, agents }: Calls) {
  return {
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: Math.min(timeoutMs, 2_000),
      requestTimeout: timeoutMs,
      // Without this a request that takes too long is only logged.
      throwOnRequestTimeout: true,
      ...agents,
    },
  };
}
