// Importing these modules by name makes Node read every export, and so load all of fetch: a third of a cold start.
const { Agent: HttpAgent } = process.getBuiltinModule('node:http');
const { Agent: HttpsAgent } = process.getBuiltinModule('node:https');

/** An idle connection is closed by AWS after some seconds; one younger than this is still good. */
const GOOD_FOR_MS = 3_000;

/**
 * Connections for calls that must not be repeated. A Lambda that was frozen wakes up with connections that the other
 * side has closed; a call on one of those is reset, and nobody could tell whether it got through (F3). So connections
 * are kept between calls in quick succession only.
 */
export function freshSockets() {
  const httpAgent = new HttpAgent({ keepAlive: true });
  const httpsAgent = new HttpsAgent({ keepAlive: true });
  let underWay = 0;
  let lastUsed = 0;
  return {
    httpAgent,
    httpsAgent,
    /** Makes one call on a connection that was not idle for long. */
    async use<T>(call: () => Promise<T>): Promise<T> {
      if (underWay === 0 && Date.now() - lastUsed > GOOD_FOR_MS) {
        httpAgent.destroy();
        httpsAgent.destroy();
      }
      underWay += 1;
      try {
        return await call();
      } finally {
        underWay -= 1;
        lastUsed = Date.now();
      }
    },
  };
}
