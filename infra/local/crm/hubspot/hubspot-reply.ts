/** An answer of the stand-in. `unmetered`: without the headers of the day’s allowance, as searches are. */
export type HubspotReply = {
  status: number;
  body?: unknown;
  html?: string;
  headers?: Record<string, string>;
  unmetered?: true;
};

let correlations = 0;

/** Something is refused, in the form that HubSpot’s errors have. https://developers.hubspot.com/docs/api-reference/error-handling */
export class HubspotReplyError extends Error {
  override readonly name = 'HubspotReplyError';
  readonly reply: HubspotReply;

  constructor(status: number, category: string, message: string, more: Record<string, unknown> = {}) {
    super(message);
    this.reply = errorReply(status, category, message, more);
  }
}

export function errorReply(
  status: number,
  category: string,
  message: string,
  { headers, ...more }: Record<string, unknown> & { headers?: Record<string, string> } = {},
): HubspotReply {
  correlations += 1;
  const correlationId = `00000000-0000-4000-8000-${String(correlations).padStart(12, '0')}`;
  return {
    status,
    body: { status: 'error', message, correlationId, category, ...more },
    ...(headers && { headers }),
  };
}

/** A value or several of a property are not as they should be. */
export function invalidValues(
  errors: readonly { name: string; message: string; error: string }[],
): HubspotReplyError {
  const list = errors.map(({ name, message, error }) => ({ isValid: false, message, error, name }));
  return new HubspotReplyError(
    400,
    'VALIDATION_ERROR',
    `Property values were not valid: ${JSON.stringify(list)}`,
  );
}
