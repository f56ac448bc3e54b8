/** The store takes no item of this size: 400 KB with its names, as DynamoDB counts. Nothing was written. */
export class ItemTooLargeError extends Error {
  override readonly name = 'ItemTooLargeError';

  constructor(options?: ErrorOptions) {
    super('It is larger than what can be stored as one thing.', options);
  }
}
