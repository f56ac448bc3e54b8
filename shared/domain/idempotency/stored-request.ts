/** Answer kept for an `Idempotency-Key`, so that a request repeated is answered alike. */
export type StoredRequest = {
  organisation: string;
  id: string;
  revision: number;
  fingerprint: string;
  status: number;
  body: string;
  /** In seconds of Unix time. */
  expiresAt: number;
};
