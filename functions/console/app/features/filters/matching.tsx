import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import { useAct } from '../../api/queries.ts';
import { number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { JobLine } from '../editor/job-line.tsx';
import { useUsers } from '../users/use-users.ts';

const route = getRouteApi('/shell/filters/$id');

/** What matches a saved filter now: a count, examples, and all of them counted by a job. */
export function Matching({
  id,
  over,
  revision,
  isChanged,
}: {
  id: string;
  over: string;
  revision: number;
  isChanged: boolean;
}) {
  const t = useT();
  const { nameOf } = useUsers();
  const navigate = route.useNavigate();
  const preview = useQuery({
    queryKey: ['POST /v1/filters/{id}/preview', id, revision],
    queryFn: ({ signal }) => call('POST /v1/filters/{id}/preview', { params: { id } }, { signal }),
  });
  const [jobId, setJobId] = useState<string>();
  const count = useAct('POST /v1/filters/{id}/count', { onDone: (job) => setJobId(job.id) });
  const explain = (example: { leadId?: string | undefined; recordId?: string | undefined }): void =>
    void navigate({ search: { lead: example.leadId, record: example.recordId }, replace: true });
  return (
    <Card
      title={t('What matches now')}
      actions={
        <Button small busy={preview.isFetching} onClick={() => void preview.refetch()}>
          {t('Look again')}
        </Button>
      }
    >
      <div className="grid gap-3">
        {isChanged && <Notice>{t('This is what is saved. Save to see what your changes match.')}</Notice>}
        <Read of={preview}>
          {({ read, matching, more, examples }) => (
            <>
              <p>
                <span className="text-lg font-semibold tabular-nums">{number(matching)}</span>{' '}
                {more
                  ? t('of the first {read} match.', { read: number(read) })
                  : t('of {read} match.', { read: number(read) })}
              </p>
              {examples.length > 0 && (
                <ul className="grid gap-1" aria-label={t('Examples')}>
                  {examples.map((example) => (
                    <li
                      key={example.recordId ?? example.leadId}
                      className="flex flex-wrap items-center gap-x-3 gap-y-0.5"
                    >
                      <span className="min-w-0 [overflow-wrap:anywhere]">
                        <Example example={example} />
                      </span>
                      <span className="text-soft min-w-0 flex-1 text-sm">{nameOf(example.ownerId)}</span>
                      <Button look="bare" small onClick={() => explain(example)}>
                        {t('Why?')}
                      </Button>
                    </li>
                  ))}
                </ul>
              )}
              {more && jobId === undefined && (
                <Button
                  className="justify-self-start"
                  busy={count.isPending}
                  onClick={() => count.mutate({ params: { id }, idempotencyKey: crypto.randomUUID() })}
                >
                  {t('Count them all')}
                </Button>
              )}
            </>
          )}
        </Read>
        <ProblemNotice error={count.error} />
        {jobId !== undefined && (
          <JobLine id={jobId}>
            {({ progress }) =>
              over === 'leads'
                ? t('{accepted} of {read} leads match.', {
                    accepted: number(progress.accepted),
                    read: number(progress.read),
                  })
                : t('{accepted} of {read} records match.', {
                    accepted: number(progress.accepted),
                    read: number(progress.read),
                  })
            }
          </JobLine>
        )}
      </div>
    </Card>
  );
}

function Example({ example }: { example: { leadId?: string | undefined; name: string } }) {
  const { leadId, name } = example;
  if (leadId === undefined) return name;
  const to = `/leads/${leadId}`;
  return <Link to={to}>{name}</Link>;
}
