import { useState } from 'react';
import { useAct, useList } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Card } from '../../ui/page.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { useUsers } from '../users/use-users.ts';
import { HoldDialog } from './hold-dialog.tsx';
import { endWords, heldWords, whyWords, type Hold } from './hold-words.ts';

const REFRESH_MS = 15_000;

/** What is held, why, and how it ends; admins hold and release. */
export function HoldsCard() {
  const t = useT();
  const isAdmin = useIs('admin');
  const { nameOf } = useUsers();
  const list = useList('GET /v1/holds', {}, { refreshMs: REFRESH_MS });
  const [edited, setEdited] = useState<Hold | 'new'>();
  const [released, setReleased] = useState<Hold>();
  const release = useAct('DELETE /v1/holds/{id}', {
    refreshes: ['GET /v1/holds', 'GET /v1/deliverability'],
    onDone: () => {
      setReleased(undefined);
      toast(t('Released. What waited goes out in its order.'));
    },
  });
  const ask = (hold: Hold): void => {
    release.reset();
    setReleased(hold);
  };
  return (
    <Card
      title={t('What is held')}
      actions={
        isAdmin && (
          <Button small onClick={() => setEdited('new')}>
            {t('Hold sending')}
          </Button>
        )
      }
    >
      {list.isLoading ? (
        <Loading />
      ) : list.error !== null && list.items.length === 0 ? (
        <Failed error={list.error} again={list.again} />
      ) : list.items.length === 0 ? (
        <p>
          {t('Nothing is held: everything goes out.')}{' '}
          <span className="text-soft">
            {t('While something is held its steps wait; none is lost, and none counts as tried.')}
          </span>
        </p>
      ) : (
        <ul className="divide-line -my-3 divide-y">
          {list.items.map((hold) => (
            <li key={hold.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3">
              <div className="min-w-0 flex-1 basis-72 [overflow-wrap:anywhere]">
                <h3 className="font-semibold">{heldWords(hold, t, nameOf)}</h3>
                <p>{whyWords(hold, t, nameOf)}</p>
                <p className="text-soft text-sm">
                  {t('Since {moment}.', { moment: when(hold.since) })} {endWords(hold, t)}
                </p>
                {mending(hold) !== undefined && <p>{mending(hold)}</p>}
              </div>
              {isAdmin && hold.level !== 'stage' && (
                <div className="flex gap-2">
                  {hold.reason.kind === 'person' && (
                    <Button small onClick={() => setEdited(hold)}>
                      {t('Change')}
                    </Button>
                  )}
                  <Button small onClick={() => ask(hold)}>
                    {t('Release')}
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {edited !== undefined && <HoldDialog of={edited} onClose={() => setEdited(undefined)} />}
      <Confirm
        open={released !== undefined}
        onClose={() => setReleased(undefined)}
        onConfirm={() => released !== undefined && release.mutate({ params: { id: released.id } })}
        title={t('Release it?')}
        action={t('Release')}
        busy={release.isPending}
        error={release.error}
      >
        <p className="font-medium">{released !== undefined && heldWords(released, t, nameOf)}</p>
        <p>
          {t(
            'What waited goes out through working hours, daily caps and delays, the oldest first; nothing goes out at once because it is late. What has gone out cannot be taken back.',
          )}
        </p>
        {released?.reason.kind === 'provider' && (
          <p className="mt-2">
            {t('If the cause is still there, the provider refuses the next message and it is held again.')}
          </p>
        )}
      </Confirm>
    </Card>
  );

  function mending({ reason, level }: Hold): string | undefined {
    if (level === 'stage') return t('Ask whoever runs this installation.');
    if (reason.kind === 'person') return undefined;
    return t('Fix what the provider names; “What the account needs” below says where. Then release it.');
  }
}
