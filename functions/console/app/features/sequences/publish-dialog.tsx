import { useState } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Checkbox } from '../../ui/inputs.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Read } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { DraftDifference, LeadsConcerned } from './draft-difference.tsx';
import type { Sequence } from './types.ts';
import { useValidation } from './use-checks.ts';
import type { DraftEditing } from './use-draft.ts';

/** Leads of a difference that are read at a time: each is looked up by name. */
const PAGE = 10;

/** What publishing the draft changes, for whom, and what to mend or to know before; then publishes it. */
export function PublishDialog({
  sequence,
  editing,
  onClose,
}: {
  sequence: Sequence;
  editing: DraftEditing;
  onClose: () => void;
}) {
  const t = useT();
  const { id, currentVersion } = sequence;
  const { revision } = editing;
  const [keepPresent, setKeepPresent] = useState(false);
  const validation = useValidation(id, revision);
  const isSound = validation.data?.errors.length === 0;
  const difference = useInfiniteQuery({
    queryKey: ['POST /v1/sequences/{id}/draft/difference', id, revision, keepPresent],
    queryFn: ({ pageParam, signal }) =>
      call(
        'POST /v1/sequences/{id}/draft/difference',
        { params: { id }, query: { limit: PAGE, cursor: pageParam }, body: { keepPresent } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }) => cursor,
    placeholderData: keepPreviousData,
    enabled: isSound && currentVersion > 0,
  });
  const publish = useAct('POST /v1/sequences/{id}/publish', {
    refreshes: ['GET /v1/sequences', 'POST /v1/sequences'],
    onDone: ({ warnings: _warnings, affected: _affected, complete: _complete, ...published }) => {
      editing.accept(published);
      toast(t('Version {number} is published.', { number: published.currentVersion }));
      onClose();
    },
  });
  const [first] = difference.data?.pages ?? [];
  const items = difference.data?.pages.flatMap((page) => page.items) ?? [];
  const underWay = first?.totals?.underWay ?? 0;
  const steps = editing.content.draft.steps;
  return (
    <Dialog
      open
      onClose={onClose}
      wide
      title={t('Publish version {number}', { number: currentVersion + 1 })}
      about={t('From then on it is what newly enrolled leads get.')}
    >
      <div className="grid gap-4">
        <Read of={validation}>
          {({ errors, warnings }) => (
            <>
              {errors.length > 0 && (
                <Notice tone="bad">
                  <p className="font-medium">{t('To fix before this can be published')}</p>
                  <ul className="list-disc pl-5">
                    {errors.map(({ path, message }) => (
                      <li key={`${path} ${message}`}>{message}</li>
                    ))}
                  </ul>
                </Notice>
              )}
              {warnings.length > 0 && (
                <Notice tone="warn">
                  <p className="font-medium">{t('Good to know; it can be published as it is')}</p>
                  <ul className="list-disc pl-5">
                    {warnings.map(({ words }) => (
                      <li key={words}>{words}</li>
                    ))}
                  </ul>
                </Notice>
              )}
              {errors.length === 0 && currentVersion === 0 && (
                <p>
                  {t(
                    'This is the first version, so nothing changes for anybody: {count, plural, one {# step} other {# steps}}. Afterwards, enrol leads.',
                    { count: steps.length },
                  )}
                </p>
              )}
            </>
          )}
        </Read>
        {isSound && currentVersion > 0 && (
          <>
            {underWay > 0 && (
              <Checkbox
                label={t('Leads under way finish on the version that they are on')}
                hint={t(
                  'Otherwise they take the new one, from the step after the one that is already planned.',
                )}
                checked={keepPresent}
                onChange={setKeepPresent}
              />
            )}
            <Read of={{ data: first, error: difference.error, refetch: difference.refetch }}>
              {({ totals }) => (
                <>
                  {totals && <DraftDifference totals={totals} steps={steps} />}
                  {underWay > 0 && (
                    <LeadsConcerned
                      items={items}
                      steps={steps}
                      more={difference.hasNextPage ? () => void difference.fetchNextPage() : undefined}
                      isLoadingMore={difference.isFetchingNextPage}
                    />
                  )}
                </>
              )}
            </Read>
          </>
        )}
        <ProblemNotice error={publish.error} />
        <div className="flex flex-wrap gap-2">
          <Button
            look="main"
            disabled={!isSound || editing.state !== 'saved'}
            busy={publish.isPending}
            onClick={() => publish.mutate({ params: { id }, body: { keepPresent }, revision })}
          >
            {t('Publish')}
          </Button>
          <Button onClick={onClose}>{t('Cancel')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
