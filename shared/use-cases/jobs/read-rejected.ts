import { csvLine } from '../../domain/csv/csv.ts';
import { rejectedColumns } from '../../domain/jobs/job-files.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Files } from '../../ports/files.ts';
import type { Store } from '../../ports/store.ts';
import { readJob } from './read-jobs.ts';

/** Longest file that is answered whole, in bytes: an answer of a function is 6 MB at most. */
const mostBytes = 4_000_000;

/** The refused rows of a job as one CSV, its parts joined. `conflict`: it is too long for that. */
export async function readRejected(
  ports: { store: Pick<Store, 'jobs' | 'users'>; files: Pick<Files, 'read'> },
  request: { caller: Caller; id: string },
): Promise<{ kind: 'file'; text: string } | Refusal> {
  const found = await readJob(ports, request);
  if (found.kind !== 'read') return found;
  const parts = 'rejectedParts' in found.item ? found.item.rejectedParts : [];
  if (parts.length === 0) return { kind: 'file', text: csvLine(rejectedColumns) };
  const decoder = new TextDecoder();
  let text = '';
  let left = mostBytes;
  for (const part of parts) {
    const read = await ports.files.read(part, { from: 0, length: left + 1 });
    if (read === undefined) continue;
    if (read.total > left) {
      const detail = `The file is longer than ${mostBytes} bytes: get its parts at /v1/jobs/${request.id}/rejected.`;
      return { kind: 'conflict', detail };
    }
    left -= read.total;
    text += decoder.decode(read.bytes);
  }
  return { kind: 'file', text };
}
