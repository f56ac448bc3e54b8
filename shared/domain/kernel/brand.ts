declare const brand: unique symbol;

/**
 * A text or number with one meaning, which no other text or number has by accident: it is made by the functions of its
 * own room only. Nothing but the type tells it from what it is made of.
 */
export type Branded<Value extends string | number, Name extends string> = Value & {
  readonly [brand]: Name;
};
