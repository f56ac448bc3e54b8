/** One call of a receiver. */
export type WebhookCall = { url: string; method: string; headers: Record<string, string>; body: string };

/** What came of it. Nothing is thrown: whatever goes wrong between here and the receiver is an outcome. */
export type WebhookAnswer =
  | {
      kind: 'answered';
      status: number;
      /** The header `Retry-After`, as it came. */
      retryAfter?: string | undefined;
      /** The beginning of the answer, as text. */
      text: string;
      durationMs: number;
    }
  /** `error`: in words for the person who looks after the webhook. */
  | { kind: 'failed'; error: string; durationMs: number };

/** Calls receivers of webhooks: once per call, only public addresses, no redirects followed, within bounded time. */
export type WebhookSender = { send(call: WebhookCall): Promise<WebhookAnswer> };
