import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import type { Answer, Asked } from '../../api/operations.ts';
import { refresh } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { BulkBar } from '../../ui/bulk-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PauseForm } from './pause-form.tsx';
import type { Person } from './person-state.ts';

export type BulkResult = Answer<'POST /v1/enrollments/actions'>['results'];
type Order = Omit<Asked<'POST /v1/enrollments/actions'>['body'], 'ids'>;
/** Enrolments that the API takes at a time. */
const AT_ONCE = 100;

/** Pauses, resumes or stops what is selected, and tells what became of each. */
export function BulkActions({
  ids,
  onClear,
  onDone,
}: {
  ids: readonly string[];
  onClear: () => void;
  onDone: (result: BulkResult) => void;
}) {
  const t = useT();
  const client = useQueryClient();
  const [asking, setAsking] = useState<'pause' | 'stop'>();
  const act = useMutation({
    mutationFn: async (order: Order) => {
      const results: BulkResult = [];
      for (let start = 0; start < ids.length; start += AT_ONCE) {
        const body = { ...order, ids: ids.slice(start, start + AT_ONCE) };
        results.push(...(await call('POST /v1/enrollments/actions', { body })).results);
      }
      return results;
    },
    onSuccess: (results) => {
      setAsking(undefined);
      onDone(results);
    },
    onSettled: () => refresh(client, ['GET /v1/sequences/{id}', 'GET /v1/enrollments']),
  });
  const count = ids.length;
  const close = (): void => {
    act.reset();
    setAsking(undefined);
  };
  return (
    <>
      <BulkBar count={count} onClear={onClear}>
        <Button small onClick={() => setAsking('pause')}>
          {t('Pause …')}
        </Button>
        <Button small busy={act.isPending} onClick={() => act.mutate({ action: 'resume' })}>
          {t('Resume')}
        </Button>
        <Button small look="danger" onClick={() => setAsking('stop')}>
          {t('Stop …')}
        </Button>
        {asking === undefined && <ProblemNotice error={act.error} />}
      </BulkBar>
      <Dialog
        open={asking === 'pause'}
        onClose={close}
        title={t('Pause {count, plural, one {# lead} other {# leads}}', { count })}
      >
        <PauseForm
          error={act.error}
          busy={act.isPending}
          onPause={(length) => act.mutate({ action: 'pause', ...length })}
        />
      </Dialog>
      <Confirm
        open={asking === 'stop'}
        onClose={close}
        onConfirm={() => act.mutate({ action: 'stop' })}
        title={t('Stop {count, plural, one {# lead} other {# leads}}?', { count })}
        action={t('Stop for good')}
        busy={act.isPending}
        error={act.error}
      >
        {t('They get nothing more of this sequence. This cannot be undone; they can be enrolled again.')}
      </Confirm>
    </>
  );
}

/** What became of those that were selected: how many changed, and why the others did not. */
export function Outcome({ result, people }: { result: BulkResult | undefined; people: readonly Person[] }) {
  const t = useT();
  if (result === undefined) return null;
  const changed = result.filter(({ outcome }) => outcome === 'changed').length;
  const unchanged = result.filter(({ outcome }) => outcome === 'unchanged').length;
  const others = result.filter(({ outcome }) => outcome !== 'changed' && outcome !== 'unchanged');
  return (
    <Notice tone={others.length > 0 ? 'warn' : 'good'} role="status">
      <p>
        {t('{count, plural, one {# lead is changed.} other {# leads are changed.}}', { count: changed })}
        {unchanged > 0 &&
          ` ${t('{count, plural, one {# was so already.} other {# were so already.}}', { count: unchanged })}`}
      </p>
      {others.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {others.map(({ id, outcome, why }) => (
            <li key={id}>
              {people.find(({ enrollmentId }) => enrollmentId === id)?.leadName ?? id}
              {': '}
              {outcome === 'busy'
                ? t('is being changed by others; try again.')
                : (why ?? t('could not be changed.'))}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
