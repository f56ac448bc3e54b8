import assert from 'node:assert/strict';
import { isFileJob, type FileJob, type Job } from '#shared/domain/jobs/job.ts';
import { runJobSlice, type SliceSize } from '#shared/use-cases/jobs/run/run-job-slice.ts';
import type { ApiWorld, As } from './api.ts';

/** A job over a text, prepared and started through the API. */
export async function startedJob(
  world: ApiWorld,
  as: As,
  file: string | Uint8Array,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { body } = await as('POST', '/v1/jobs', { body: { kind: 'import-leads', ...input } });
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  world.files.stored.set(`jobs/acme/${body.job.id}/upload.csv`, bytes);
  await as('POST', `/v1/jobs/${body.job.id}/start`);
  return body.job.id;
}

/** Runs the messages of the queue of jobs until none is left. */
export async function runJobs(world: ApiWorld, size?: SliceSize): Promise<Job | undefined> {
  let job: Job | undefined;
  for (let message = world.queue.jobs.shift(); message; message = world.queue.jobs.shift()) {
    const now = world.clock.now();
    job = await runJobSlice(
      { ...world.ports, inboundMail: world.files },
      { ...message, now, ...(size && { size }) },
    );
  }
  return job;
}

/** A job that works on a file; fails where it is another. */
export function onFile(job: Job | undefined): FileJob {
  assert.ok(job && isFileJob(job));
  return job;
}

/** The refused rows of a job, its parts joined. */
export function rejectedText(world: ApiWorld, job: Job | undefined): string {
  const parts = onFile(job).rejectedParts.map((key) => new TextDecoder().decode(world.files.stored.get(key)));
  return parts.join('');
}
