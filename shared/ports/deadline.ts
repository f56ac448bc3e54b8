/** A time by which an answer is wanted, whatever is still under way. `passed`: settles when it is over. */
export type Deadline = {
  seconds: number;
  passed: Promise<void>;
  /** Nobody waits for it any more. */
  clear(): void;
};
