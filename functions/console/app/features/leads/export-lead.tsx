import { useState } from 'react';
import { useAct, useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button, buttonClasses } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Read } from '../../ui/states.tsx';
import { leadName, type OneLead } from './lead-name.ts';
import { Progress } from '../../ui/progress.tsx';

/** Writes everything that is held of a person into files. */
export function ExportLead({ lead, onClose }: { lead: OneLead; onClose: () => void }) {
  const t = useT();
  const start = useAct('POST /v1/leads/{id}/export');
  const id = start.data?.id;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Export everything about {name}', { name: leadName(lead) })}
      about={t('Two files: one to be read, and one for programs.')}
    >
      <div className="grid justify-items-start gap-3">
        <ProblemNotice error={start.error} />
        {id === undefined ? (
          <Button
            look="main"
            busy={start.isPending}
            onClick={() => start.mutate({ params: { id: lead.id } })}
          >
            {t('Write the files')}
          </Button>
        ) : (
          <Files jobId={id} />
        )}
      </div>
    </Dialog>
  );
}

function Files({ jobId }: { jobId: string }) {
  const t = useT();
  const [isOver, setOver] = useState(false);
  const params = { id: jobId };
  const job = useRead('GET /v1/jobs/{id}', { params }, { refreshMs: isOver ? undefined : 1000 });
  const status = job.data?.status;
  if (!isOver && (status === 'done' || status === 'failed')) setOver(true);
  const result = useRead('GET /v1/jobs/{id}/result.csv', { params }, { enabled: status === 'done' });
  if (status === 'failed') return <p>{t('The files could not be written.')}</p>;
  if (status !== 'done')
    return (
      <div className="w-full">
        <Progress percent={job.data?.percent ?? 0} label={t('Writing the files')} />
      </div>
    );
  return (
    <Read of={result}>
      {({ parts }) => (
        <div className="flex flex-wrap gap-2">
          {parts.map((url) => (
            <a key={url} href={url} target="_blank" rel="noreferrer" className={buttonClasses()}>
              {new URL(url, location.href).pathname.endsWith('.html')
                ? t('Open the file to be read')
                : t('Download the file for programs')}
            </a>
          ))}
        </div>
      )}
    </Read>
  );
}
