/** Languages of the console. */
export const languages = ['en', 'fr', 'ro', 'de', 'es'] as const;
export type Language = (typeof languages)[number];

/** What is drawn is drawn from this, which can be given again: `RELANCE_SEED`. */
export const seed = Number(process.env['RELANCE_SEED'] ?? Date.now() % 1000);

/** One of several, by the seed and a name: other names draw other ones. */
export function drawn<Value>(from: readonly [Value, ...Value[]], name: string): Value {
  const sum = Buffer.from(name).reduce((soFar, byte) => soFar + byte, seed);
  return from[sum % from.length] ?? from[0];
}
