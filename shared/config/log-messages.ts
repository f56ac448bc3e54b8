/** Messages of the log that alarms are made of: their words are part of the stacks. */
export const logMessages = {
  /** A hold that the provider caused is in force (F10). */
  sendingHeld: 'sending held',
  /** Steps of enrollments failed for good: each line says how many (`count`). */
  stepsFailed: 'steps failed',
  /** SES has taken most of the mails that it allows the account in 24 hours. */
  sendingQuotaNears: 'sending quota nears',
  /** A connected service does not let us in any more (B6). */
  connectionRefused: 'connection refused',
  /** Most of the day’s allowance of calls of a connected service is used, or all of it. */
  allowanceNears: 'allowance of a connection nears',
  /** Changes of a connected CRM were not taken in for long. */
  connectionLags: 'connection lags',
} as const;
