/** What a client needs to know of its calls: how often one is tried in all, and how long one try may take. */
type Calls = { attempts: number; timeoutMs: number };

/**
 * Settings of an AWS client. Timeouts are set for every one: without them a lost answer holds a Lambda until it is
 * killed. Region, credentials and endpoint come from the environment, as the SDK reads it.
 */
export function clientSettings({ attempts, timeoutMs }: Calls) {
  return {
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: timeoutMs,
      // Without this a request that takes too long is only logged.
      throwOnRequestTimeout: true,
    },
  };
}
