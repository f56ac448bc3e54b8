import { getRouteApi } from '@tanstack/react-router';
import { useList, useRead } from '../../api/queries.ts';
import { number, when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Empty, Read } from '../../ui/states.tsx';
import { useUsers } from '../users/use-users.ts';
import { StepsRead } from './steps-read.tsx';
import type { Draft, Sequence, Version } from './types.ts';

const route = getRouteApi('/shell/sequences/$id');

/** What was published of a sequence, and one of the versions where the address names one. */
export function Versions({ sequence, onTake }: { sequence: Sequence; onTake?: (draft: Draft) => void }) {
  const t = useT();
  const { id, currentVersion } = sequence;
  const { version } = route.useSearch();
  const navigate = route.useNavigate();
  const { nameOf } = useUsers();
  const list = useList('GET /v1/sequences/{id}/versions', { params: { id } });
  const show = (shown: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, version: shown, step: undefined }) });
  if (version !== undefined)
    return (
      <OneVersion
        sequence={sequence}
        version={version}
        onBack={() => show(undefined)}
        {...(onTake && { onTake })}
      />
    );
  const columns: Column<Version>[] = [
    {
      id: 'version',
      header: t('Version'),
      sortValue: (each) => each.version,
      cell: (each) => (
        <span className="flex flex-wrap items-center gap-2">
          <Button small onClick={() => show(String(each.version))}>
            {t('Version {number}', { number: each.version })}
          </Button>
          {each.version === currentVersion && <Badge tone="good">{t('Present')}</Badge>}
        </span>
      ),
    },
    {
      id: 'steps',
      header: t('Steps'),
      sortValue: ({ steps }) => steps.length,
      isNumber: true,
      cell: ({ steps }) => number(steps.length),
    },
    {
      id: 'at',
      header: t('Published'),
      sortValue: ({ publishedAt }) => publishedAt,
      cell: ({ publishedAt }) => when(publishedAt),
    },
    { id: 'by', header: t('By'), sortValue: ({ publishedBy }) => nameOf(publishedBy) },
  ];
  return (
    <DataTable
      caption={t('Versions')}
      columns={columns}
      list={list}
      rowId={(each) => String(each.version)}
      empty={
        <Empty title={t('Nothing is published yet')}>
          <p>{t('Each time you publish, a version is kept here.')}</p>
        </Empty>
      }
    />
  );
}

function OneVersion({
  sequence: { id, revision },
  version,
  onBack,
  onTake,
}: {
  sequence: Sequence;
  version: string;
  onBack: () => void;
  onTake?: (draft: Draft) => void;
}) {
  const t = useT();
  const { nameOf } = useUsers();
  const read = useRead('GET /v1/sequences/{id}/versions/{version}', { params: { id, version } });
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <Button small onClick={onBack}>
          {t('All versions')}
        </Button>
        <Read of={read}>
          {({ sequenceId: _id, version: shown, publishedAt, publishedBy, ...draft }) => (
            <>
              <p className="min-w-0 flex-1">
                {t('Version {number}, published {moment} by {name}.', {
                  number: shown,
                  moment: when(publishedAt),
                  name: nameOf(publishedBy),
                })}
              </p>
              {onTake && (
                <Button small onClick={() => onTake(draft)}>
                  {t('Put it into the draft')}
                </Button>
              )}
            </>
          )}
        </Read>
      </div>
      {read.data !== undefined && (
        <StepsRead id={id} revision={revision} content={read.data} version={read.data.version} />
      )}
    </div>
  );
}
