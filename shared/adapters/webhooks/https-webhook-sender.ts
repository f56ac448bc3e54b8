import { lookup } from 'node:dns';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';
import { performance } from 'node:perf_hooks';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { cutText } from '../../domain/kernel/cut-text.ts';
import type { WebhookSender } from '../../ports/webhook-sender.ts';

export type WebhookSenderSettings = {
  /** Addresses that may be called though they are private, also by plain http: for the local system and tests. */
  allowedAddresses: readonly string[];
  /** Longest that a whole call may take, from looking up the name to the end of the answer. */
  timeoutMs: number;
};

/** IPv4 addresses in the long form that nothing uses any more (`::10.0.0.1`), which the filter takes for public. */
const compatible = new BlockList();
compatible.addSubnet('::', 96, 'ipv6');

class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
}

function isCompatible(address: string): boolean {
  return isIPv6(address) && compatible.check(address, 'ipv6');
}

/** Looks a name up as usual, and refuses it when it leads to such an address; the filter sees to all others. */
const checkedLookup: LookupFunction = (name, options, done) => {
  lookup(name, options, (error, found, family) => {
    const addresses = error ? [] : typeof found === 'string' ? [found] : found.map(({ address }) => address);
    const isRefused = addresses.some(isCompatible);
    done(isRefused ? new PrivateAddressError(name) : error, found, family);
  });
};

/** Of an answer, in bytes: enough to see what went wrong. What comes after is not read. */
const ANSWER_BYTES = 1_024;

/**
 * Calls receivers by `node:https`. The addresses that a name resolves to are checked before connecting, so that no name
 * leads inside; redirects are not followed; nothing is kept open between calls.
 */
export function httpsWebhookSender({ allowedAddresses, timeoutMs }: WebhookSenderSettings): WebhookSender {
  const filter = { allowIPAddressList: [...allowedAddresses], keepAlive: false };
  const agents = {
    'https:': new RequestFilteringHttpsAgent(filter),
    'http:': new RequestFilteringHttpAgent(filter),
  };
  return {
    async send({ url, method, headers, body }) {
      const start = performance.now();
      const durationMs = (): number => Math.round(performance.now() - start);
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const target = new URL(url);
        // An address in place of a name is looked up by nobody.
        if (isCompatible(target.hostname.replaceAll(/[[\]]/g, ''))) throw new PrivateAddressError(url);
        const response = await new Promise<IncomingMessage>((resolve, reject) => {
          const secure = target.protocol === 'https:';
          if (!secure && !allowedAddresses.includes(target.hostname)) {
            reject(new Error('Only https is called.'));
            return;
          }
          const call = (secure ? secureRequest : plainRequest)(target, {
            method,
            headers: { ...headers, 'content-length': Buffer.byteLength(body) },
            lookup: checkedLookup,
            agent: agents[secure ? 'https:' : 'http:'],
            signal,
          });
          call.on('error', reject);
          call.on('response', resolve);
          call.end(body);
        });
        const text = await beginningOf(response);
        return {
          kind: 'answered',
          status: response.statusCode ?? 0,
          retryAfter: response.headers['retry-after'],
          text,
          durationMs: durationMs(),
        };
      } catch (error) {
        return {
          kind: 'failed',
          error: describeFailure(error, signal.aborted, timeoutMs),
          durationMs: durationMs(),
        };
      }
    },
  };
}

/** The beginning of an answer as text; one that breaks off counts as far as it came, since its status has come. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part);
      length += part.length;
      if (length >= ANSWER_BYTES) break;
    }
  } catch {
    // The receiver hung up, or took too long over the rest.
  } finally {
    response.destroy();
  }
  return Buffer.concat(parts)
    .subarray(0, ANSWER_BYTES)
    .toString('utf8')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '');
}

/** What went wrong, for the person who looks after the webhook: no addresses of ours, nothing of the headers. */
function describeFailure(error: unknown, timedOut: boolean, timeoutMs: number): string {
  if (timedOut) return `No answer within ${timeoutMs / 1000} seconds.`;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof PrivateAddressError || /is not allowed\. Because/.test(message)) {
    return 'The name leads to a private address: only public ones are called.';
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return cutText(code === undefined ? message : (failureTexts[code] ?? `${code}: ${message}`), 300);
}

const failureTexts: Record<string, string> = {
  ENOTFOUND: 'The name of the host is not known.',
  EAI_AGAIN: 'The name of the host could not be looked up for the moment.',
  ECONNREFUSED: 'The host refused the connection.',
  ECONNRESET: 'The host broke off the connection.',
  CERT_HAS_EXPIRED: 'The host’s certificate has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The host’s certificate is signed by itself.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The host’s certificate is for another name.',
};
