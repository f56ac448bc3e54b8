/** Looks at the entries that wait to wake the engine. */
export type ScheduleReader = {
  /** Whether an entry of this name is there and has not fired. */
  has(name: string): Promise<boolean>;
};
