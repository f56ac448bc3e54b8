/** A cursor that this list did not give: mistyped, of another list, or of another organisation. The caller's fault. */
export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';

  constructor() {
    super('This cursor does not belong to this list: start again without one.');
  }
}
