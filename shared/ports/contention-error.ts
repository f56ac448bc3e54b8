/** Somebody else kept changing the same item; the work is to be tried again later. */
export class ContentionError extends Error {
  override readonly name = 'ContentionError';
}
