/** Messages of the log that alarms are made of: their words are part of the stacks. */
export const logMessages = {
  /** A hold that the provider caused is in force (F10). */
  sendingHeld: 'sending held',
} as const;
