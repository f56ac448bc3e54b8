import { isOfPeople, valueWithout } from '../../../domain/erasure/erased-person.ts';
import type { Job } from '../../../domain/jobs/job.ts';
import { anonymising, type Erase, type Erasure } from './erasure.ts';

/**
 * Takes the person out of the jobs: out of rows that were refused, and what was asked of. Exports of the person go with
 * their files; what else jobs read and wrote ends with the files' own time.
 */
export const eraseJobs: Erase = async (erasure, stretch) => {
  const { ports, organisation, people } = erasure;
  const { store, files } = ports;
  return anonymising<Job>(
    async (_, page) => {
      const found = await store.jobs.list(organisation, page);
      for (const job of found.items) {
        if (job.kind !== 'export-lead' || !isOfPeople(people, job.leadId)) continue;
        for (const part of job.resultParts) await files.remove(part);
      }
      return found;
    },
    () => store.jobs,
    ({ id }) => id,
    withoutPeople,
  )(erasure, stretch);
};

function withoutPeople({ people }: Erasure, job: Job): Job {
  // Those that erase forget by themselves whom, when they are done.
  if (job.kind === 'erase-lead') return job;
  if (job.kind !== 'export-lead') return valueWithout(people, job);
  return isOfPeople(people, job.leadId) ? { ...job, leadId: undefined, resultParts: [] } : job;
}
