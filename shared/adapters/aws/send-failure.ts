import type { SendResult } from '../../ports/sender.ts';

/** Refusals that pass by themselves: too fast, over the quota, sending paused for the account. */
const passing = new Set([
  'TooManyRequestsException',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  // As SNS writes it; so it reads in bundles, which leave out the SDK's error classes.
  'Throttled',
  'RequestLimitExceeded',
  'LimitExceededException',
  'SendingPausedException',
]);

/**
 * Refusals that say nothing against this message: what is wrong is our account, our rights or our settings. They pass
 * when someone mends that; to pass over steps for them would lose them all.
 */
const ours = new Set([
  'AccountSuspendedException',
  'MailFromDomainNotVerifiedException',
  'NotFoundException',
  'OptInRequired',
]);

/** No connection was made, or no request was signed: nothing can have gone out. */
const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CredentialsProviderError']);

/**
 * What a failed call to the provider means (F3). Only an answer that refuses, or proof that nothing was sent, counts as
 * refused; a lost answer, a fault of the provider and everything not understood are unknown.
 */
export function sendFailure(error: unknown): Exclude<SendResult, { kind: 'accepted' }> {
  const { name, code = name, message, status } = partsOf(error);
  if (neverLeft.has(name) || neverLeft.has(code)) return { kind: 'refused', retry: true, code, message };
  // 408: the provider, too, waited in vain for the rest.
  if (status === undefined || status < 400 || status >= 500 || status === 408) {
    return { kind: 'unknown', code, message };
  }
  const retry =
    passing.has(name) ||
    ours.has(name) ||
    status === 429 ||
    status === 401 ||
    status === 403 ||
    status === 404;
  return { kind: 'refused', retry, code: name, message };
}

/** The parts of an SDK error, or of whatever else was thrown. */
function partsOf(error: unknown): {
  name: string;
  code?: string;
  message: string;
  status?: number | undefined;
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
  return { name, message, ...code, ...status };
}
