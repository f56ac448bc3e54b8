import * as z from 'zod/mini';

/** A message of the queue of jobs: run the next slice of this one. */
export const runJobMessage = z.object({ organisation: z.string(), jobId: z.string() });
export type RunJobMessage = z.output<typeof runJobMessage>;
