import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { ItemOf } from '../../../api/operations.ts';
import { useAct } from '../../../api/queries.ts';
import { useT } from '../../../i18n/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { Refusal } from '../../editor/refusal.tsx';
import { Card } from '../../../ui/page.tsx';
import { Loading } from '../../../ui/states.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import type { CrmKind } from '../connection-words.ts';
import type { MappingBody } from './mapping-form.ts';
import { outcomes, type Outcome } from './outcome-words.ts';
import { SeenRecord } from './seen-record.tsx';

type Seen = ItemOf<'POST /v1/connections/{kind}/mapping/preview'>;
type Props = { kind: CrmKind; body: MappingBody; isReady: boolean; onError: (error: unknown) => void };

const route = getRouteApi('/shell/connections/$kind/mapping');
/** Records that are shown of a dry run before more are asked for. */
const PAGE = 20;

/** What the mapping that is being edited would do: to the ten newest records, and to the last hundred changes. */
export function Look(props: Props) {
  const t = useT();
  const { look } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Card title={t('What it would do')} className="xl:sticky xl:top-16">
      <Tabs
        label={t('What it would do')}
        current={look === 'changes' ? 'changes' : 'newest'}
        onChange={(next) => void navigate({ search: { look: next }, replace: true })}
        tabs={[
          { id: 'newest', label: t('Ten newest records'), content: <Newest {...props} /> },
          { id: 'changes', label: t('Last hundred changes'), content: <Changes {...props} /> },
        ]}
      />
    </Card>
  );
}

function Newest({ kind, body, isReady, onError }: Props) {
  const t = useT();
  const [shown, setShown] = useState<string>();
  const preview = useAct('POST /v1/connections/{kind}/mapping/preview', {
    onDone: (_, asked) => {
      onError(null);
      setShown(JSON.stringify(asked.body));
    },
  });
  return (
    <div className="grid gap-3">
      <Ask
        action={t('Preview')}
        isReady={isReady}
        busy={preview.isPending}
        isStale={shown !== undefined && shown !== JSON.stringify(body)}
        onAsk={() => preview.mutate({ params: { kind }, body }, { onError })}
      />
      <Refusal error={preview.error} />
      {preview.data !== undefined && <Records items={preview.data.items} />}
    </div>
  );
}

function Changes({ kind, body, isReady, onError }: Props) {
  const t = useT();
  const [shown, setShown] = useState<string>();
  const [outcome, setOutcome] = useState<Outcome>();
  const run = useAct('POST /v1/connections/{kind}/mapping/dry-run', {
    onDone: (_, asked) => {
      onError(null);
      setOutcome(undefined);
      setShown(JSON.stringify(asked.body));
    },
  });
  const counts = run.data?.counts ?? {};
  const items = run.data?.items ?? [];
  return (
    <div className="grid gap-3">
      <Ask
        action={t('Dry run')}
        isReady={isReady}
        busy={run.isPending}
        isStale={shown !== undefined && shown !== JSON.stringify(body)}
        onAsk={() => run.mutate({ params: { kind }, body }, { onError })}
      />
      <Refusal error={run.error} />
      {run.data !== undefined && (
        <>
          <div className="flex flex-wrap gap-1.5" role="group" aria-label={t('Outcome')}>
            {(Object.keys(outcomes) as Outcome[]).map((each) => (
              <Button
                key={each}
                small
                aria-pressed={outcome === each}
                disabled={(counts[each] ?? 0) === 0}
                className={outcome === each ? 'bg-tint text-accent' : ''}
                onClick={() => setOutcome(outcome === each ? undefined : each)}
              >
                {t(outcomes[each].label)} <span className="tabular-nums">{counts[each] ?? 0}</span>
              </Button>
            ))}
          </div>
          <Records
            key={outcome ?? ''}
            items={items.filter((item) => outcome === undefined || item.outcome === outcome)}
          />
        </>
      )}
    </div>
  );
}

function Ask({
  action,
  isReady,
  busy,
  isStale,
  onAsk,
}: {
  action: string;
  isReady: boolean;
  busy: boolean;
  /** The mapping was changed since. */
  isStale: boolean;
  onAsk: () => void;
}) {
  const t = useT();
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={busy} disabled={!isReady} onClick={onAsk}>
          {action}
        </Button>
        <span className="text-soft text-sm" role="status">
          {!isReady
            ? t('Map a field first.')
            : isStale
              ? t('You changed the mapping since.')
              : t('Nothing is changed by it.')}
        </span>
      </div>
      {busy && <Loading />}
    </>
  );
}

function Records({ items }: { items: readonly Seen[] }) {
  const t = useT();
  const [most, setMost] = useState(PAGE);
  if (items.length === 0) return <p className="text-soft">{t('There is no such record.')}</p>;
  return (
    <>
      <ul
        className="divide-line border-line grid max-h-[70dvh] divide-y overflow-y-auto rounded-md border"
        tabIndex={0}
        aria-label={t('Records')}
      >
        {items.slice(0, most).map((item) => (
          <SeenRecord key={`${item.object}.${item.theirId}`} of={item} />
        ))}
      </ul>
      {items.length > most && (
        <Button small className="justify-self-start" onClick={() => setMost(most + PAGE)}>
          {t('Show more')}
        </Button>
      )}
    </>
  );
}
