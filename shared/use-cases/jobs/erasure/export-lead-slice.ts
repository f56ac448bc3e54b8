import { personFiles } from '../../../domain/jobs/job-files.ts';
import { personParts } from '../../../domain/erasure/person-parts.ts';
import { personPage } from '../../../domain/erasure/person-page.ts';
import type { ExportLeadJob, RunningJob } from '../../../domain/jobs/job.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { JobPorts } from '../job-ports.ts';
import { saveJob } from '../save-job.ts';
import { heldOf } from './held-of.ts';

/** Writes what is held of a person: for programs as JSON, and as a page to be read (F9). Doing it again writes over it. */
export async function exportLeadSlice(
  ports: JobPorts,
  job: RunningJob<ExportLeadJob>,
  { now }: { now: Instant },
): Promise<ExportLeadJob | undefined> {
  const { organisation, leadId } = job;
  const held = leadId === undefined ? undefined : await heldOf(ports, organisation, leadId);
  const done = { ...job, status: 'done' as const, finishedAt: now, slices: job.slices + 1 };
  // Erased since it was asked for: there is nothing any more.
  if (held === undefined) return saveJob<ExportLeadJob>(ports, job, { ...done, leadId: undefined });
  const parts = personParts(held);
  const { json, html } = personFiles(job);
  await ports.files.write(json, JSON.stringify(parts, undefined, 2), 'application/json');
  await ports.files.write(html, personPage('What is held of one person', parts), 'text/html; charset=utf-8');
  const read = Object.values(parts).reduce<number>(
    (sum, part) => sum + (Array.isArray(part) ? part.length : part === undefined ? 0 : 1),
    0,
  );
  const progress = { ...job.progress, read, accepted: read };
  const written = await saveJob<ExportLeadJob>(ports, job, { ...done, progress, resultParts: [json, html] });
  // Erased meanwhile: the files go again.
  if ((await ports.store.leads.get(organisation, leadId ?? '')) === undefined)
    for (const part of [json, html]) await ports.files.remove(part);
  return written;
}
