import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { call } from '../../api/client.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Card } from '../../ui/page.tsx';
import type { Job } from './job-words.ts';

type File = 'rejected' | 'warned' | 'result' | 'load';

/** The files that a job of a kind writes. */
function filesOf({ kind, progress, warned }: Job): File[] {
  const files: File[] = [];
  if (progress.rejected > 0) files.push('rejected');
  if (warned !== undefined && warned.length > 0) files.push('warned');
  if (kind.startsWith('export-') || kind === 'forecast') files.push('result');
  if (kind === 'forecast') files.push('load');
  return files;
}

/** Where the parts of a file can be fetched for a quarter of an hour. */
async function partsOf(id: string, file: File): Promise<readonly string[]> {
  const asked = { params: { id } };
  switch (file) {
    case 'rejected':
      return (await call('GET /v1/jobs/{id}/rejected', asked)).parts;
    case 'warned':
      return (await call('GET /v1/jobs/{id}/warned.csv', asked)).parts;
    case 'result':
      return (await call('GET /v1/jobs/{id}/result.csv', asked)).parts;
    case 'load':
      return (await call('GET /v1/jobs/{id}/load.csv', asked)).parts;
  }
}

/** Opens an address that is answered as a file to be kept. */
function download(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.rel = 'noopener';
  link.click();
}

/** What a job wrote, to be downloaded. */
export function JobFiles({ job }: { job: Job }) {
  const t = useT();
  const fetching = useMutation({
    mutationFn: (file: File) => partsOf(job.id, file),
    onSuccess: (parts) => parts.forEach(download),
  });
  const labels: Record<File, string> = {
    rejected: t('Refused rows'),
    warned: t('Warnings'),
    result: t('Result'),
    load: t('Load per day and sender'),
  };
  const files = filesOf(job);
  if (files.length === 0) return null;
  return (
    <Card title={t('Files')}>
      <div className="flex flex-wrap gap-2">
        {files.map((file) => (
          <Button key={file} busy={fetching.isPending} onClick={() => fetching.mutate(file)}>
            <Download size={16} aria-hidden />
            {labels[file]}
          </Button>
        ))}
      </div>
      <ProblemNotice error={fetching.error} />
    </Card>
  );
}
