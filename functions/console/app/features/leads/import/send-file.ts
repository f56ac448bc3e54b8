import { call } from '../../../api/client.ts';

/** Files of up to this size go with the request itself. */
const MOST_DIRECTLY = 1_000_000;

/**
 * Sends a file of leads and starts its import.
 * @param onSent told how much of it is sent, from 0 to 1
 * @returns the id of the job
 */
export async function sendFile(
  file: Blob,
  { strict, key, onSent }: { strict: boolean; key: string; onSent: (share: number) => void },
): Promise<string> {
  if (file.size <= MOST_DIRECTLY) {
    const csv = await file.text();
    const query = { strict: strict ? 'true' : 'false' } as const;
    const job = await call('POST /v1/leads/import', { query, body: csv }, { csv, idempotencyKey: key });
    return job.id;
  }
  const { job, upload } = await call('POST /v1/jobs', { body: { kind: 'import-leads', strict } });
  if (upload !== undefined) await put(upload.url, file, onSent);
  await call('POST /v1/jobs/{id}/start', { params: { id: job.id } });
  return job.id;
}

/** Puts a file to an address that needs no token; `fetch` does not tell how far it is. */
function put(url: string, file: Blob, onSent: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.setRequestHeader('content-type', 'text/csv');
    request.upload.onprogress = ({ loaded, total }) => onSent(total === 0 ? 0 : loaded / total);
    request.onload = () =>
      request.status < 300 ? resolve() : reject(new Error(`The upload was refused (${request.status}).`));
    request.onerror = () => reject(new Error('The upload broke off.'));
    request.send(file);
  });
}
