/** Makes ids and digests. */
export type Ids = {
  /** A new id, 16 of `[a-z0-9]`, ordered by time of making. */
  next(): string;
  /** An id made from a text: the same text gives the same id; 16 of `[a-z0-9]`. */
  of(text: string): string;
  /** A text that nobody can guess, 32 of `[0-9a-f]`. */
  secret(): string;
  /** SHA-256 of a text, in hex. */
  hash(text: string): string;
};
