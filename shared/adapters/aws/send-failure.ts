import type { SendResult } from '../../domain/core/message.ts';

/** Everything but the one good answer of a provider. */
export type SendFailure = Exclude<SendResult, { kind: 'accepted' }>;

/** An answer that refuses: the error's name and text as they came over the wire, and its reason where it has one. */
export type ProviderRefusal = { name: string; message: string; reason?: string | undefined };

/** Whom a refusal concerns that is not the message's fault. */
export type HeldLevel = Extract<SendResult, { kind: 'held' }>['level'];

/** Too many at once, each as one of the services writes it. Bundles leave out the SDK's error classes. */
const tooFast = new Set([
  'TooManyRequestsException',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'Throttled',
  'RequestLimitExceeded',
]);

/** Our account, our rights or our settings: the next message would be refused alike. */
const ours = new Set([
  'AccountSendingPausedException',
  'AccountSuspendedException',
  'ConfigurationSetSendingPausedException',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'LimitExceededException',
  'OptInRequired',
  'RequestExpired',
  'SendingPausedException',
  'UnrecognizedClientException',
]);

/** Quotas by the day or month, under whatever name: they do not pass within seconds. */
const quota = /\bquota\b|\bspend(?:ing)? limit\b/i;

/** No connection was made: nothing can have gone out. */
const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * What a failed call to the provider means (F3, F10). Only an answer that refuses, or proof that nothing was sent,
 * counts as refused or held; a lost answer, a fault of the provider and everything not understood are unknown.
 *
 * @param levelOf whom a refusal concerns where only this provider's own words tell: its account, the sender, or the message
 * although it looks like the account's.
 */
export function sendFailure(
  error: unknown,
  levelOf: (refusal: ProviderRefusal) => HeldLevel | 'message' | undefined,
): SendFailure {
  const { name, code = name, message, status, reason } = partsOf(error);
  if (neverLeft.has(name) || neverLeft.has(code)) return { kind: 'refused', retry: true, code, message };
  if (name === 'CredentialsProviderError') return { kind: 'held', level: 'stage', code: name, message };
  // 408: the provider, too, waited in vain for the rest.
  if (status === undefined || status < 400 || status >= 500 || status === 408) {
    return { kind: 'unknown', code, message };
  }
  const concerned = levelOf({ name, message, reason }) ?? (quota.test(message) ? 'stage' : undefined);
  if (concerned === 'message') return { kind: 'refused', retry: false, code: name, message };
  if (concerned !== undefined) return { kind: 'held', level: concerned, code: name, message };
  if (tooFast.has(name) || status === 429) return { kind: 'refused', retry: true, code: name, message };
  // 401, 403: no rights. 404: our configuration set is gone.
  if (ours.has(name) || status === 401 || status === 403 || status === 404) {
    return { kind: 'held', level: 'stage', code: name, message };
  }
  return { kind: 'refused', retry: false, code: name, message };
}

/** True of what was refused because it came too fast: it may be sent again within the second. */
export function isTooFast(result: SendResult): boolean {
  return result.kind === 'refused' && result.retry && !neverLeft.has(result.code);
}

/** The parts of an SDK error, or of whatever else was thrown. */
function partsOf(error: unknown): {
  name: string;
  code?: string;
  message: string;
  status?: number | undefined;
  reason?: string;
} {
  if (!(error instanceof Error)) return { name: 'UnknownError', message: String(error) };
  const { name, message } = error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  const answered = '$fault' in error && typeof metadata === 'object' && metadata !== null;
  const status =
    answered && 'httpStatusCode' in metadata && typeof metadata.httpStatusCode === 'number'
      ? { status: metadata.httpStatusCode }
      : {};
  const reason = 'Reason' in error && typeof error.Reason === 'string' ? { reason: error.Reason } : {};
  return { name, message, ...code, ...status, ...reason };
}
