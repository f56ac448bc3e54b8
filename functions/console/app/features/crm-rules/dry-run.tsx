import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/inputs.tsx';
import { Card } from '../../ui/page.tsx';
import { Loading } from '../../ui/states.tsx';
import { Refusal } from '../editor/refusal.tsx';
import { LookLine } from './look-line.tsx';
import type { RuleBody } from './rule-form.ts';

/** Records that are shown before more are asked for. */
const PAGE = 20;

/** What the rule that is being edited would make of the hundred records that changed last, each with why or why not. */
export function DryRun({ body, onError }: { body: RuleBody; onError: (error: unknown) => void }) {
  const t = useT();
  const [shown, setShown] = useState<string>();
  const [isMatching, setMatching] = useState(false);
  const [most, setMost] = useState(PAGE);
  const run = useAct('POST /v1/crm-rules/dry-run', {
    onDone: (_, asked) => {
      onError(null);
      setMost(PAGE);
      setShown(JSON.stringify(asked.body));
    },
  });
  const isStale = shown !== undefined && shown !== JSON.stringify(body);
  const items = (run.data?.items ?? []).filter(({ outcome }) => !isMatching || outcome !== 'no-match');
  return (
    <Card title={t('What it would do')} className="xl:sticky xl:top-16">
      <div className="grid gap-3">
        <div className="flex flex-wrap items-center gap-3">
          <Button busy={run.isPending} onClick={() => run.mutate({ body }, { onError })}>
            {t('Dry run')}
          </Button>
          <span className="text-soft text-sm" role="status">
            {isStale ? t('You changed the rule since.') : t('Nothing is done by it.')}
          </span>
        </div>
        <Refusal error={run.error} />
        {run.isPending && <Loading />}
        {run.data !== undefined && (
          <>
            <p>
              <span className="text-lg font-semibold tabular-nums">{number(run.data.matching)}</span>{' '}
              {t('of the last {count} records match.', { count: run.data.items.length })}
            </p>
            <Checkbox label={t('Only those that match')} checked={isMatching} onChange={setMatching} />
            {items.length > 0 && (
              <ul
                className="divide-line border-line grid max-h-[70dvh] divide-y overflow-y-auto rounded-md border"
                tabIndex={0}
                aria-label={t('Records')}
              >
                {items.slice(0, most).map((look) => (
                  <li key={`${look.object}.${look.theirId}`} className="px-3 py-2">
                    <LookLine look={look} isTried />
                  </li>
                ))}
              </ul>
            )}
            {items.length > most && (
              <Button small className="justify-self-start" onClick={() => setMost(most + PAGE)}>
                {t('Show more')}
              </Button>
            )}
          </>
        )}
      </div>
    </Card>
  );
}
