/** Ends a switch over a union: a new member becomes a type error here, and a value from outside a clear one. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
