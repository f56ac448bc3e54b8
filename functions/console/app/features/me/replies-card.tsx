import { useState } from 'react';
import { useAct, useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Checkbox } from '../../ui/inputs.tsx';
import { Card } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { revisionOf, shownOfSettings, useOwnSettings } from './own-settings.ts';
import { SourceText } from './source-text.tsx';

/** Whether what leads answer also comes to the person's own mailbox. */
export function RepliesCard({ userId }: { userId: string }) {
  const t = useT();
  const { scope, read, act } = useOwnSettings(userId);
  const effective = useRead('GET /v1/users/{id}/settings', { params: { id: userId } });
  const remove = useAct('DELETE /v1/settings/{scope}/{name}', { refreshes: shownOfSettings });
  // What was just ticked, until the answer is there.
  const [chosen, setChosen] = useState<boolean>();
  const own = read.data;
  const isBusy = own === undefined || act.isPending || remove.isPending || effective.isFetching;
  return (
    <Card title={t('Replies of leads')}>
      <Read of={effective}>
        {({ replyForwarding: { value, source } }) => (
          <div className="grid justify-items-start gap-2">
            <Checkbox
              label={t('Forward them to my address')}
              hint={t(
                'Answering from there goes to the lead and stays in the thread. They appear under “Replies” in any case.',
              )}
              checked={chosen ?? value}
              disabled={isBusy}
              onChange={(replyForwarding) => {
                if (own === undefined) return;
                setChosen(replyForwarding);
                act.mutate(
                  { params: { scope }, revision: revisionOf(own), body: { replyForwarding } },
                  { onSettled: () => setChosen(undefined) },
                );
              }}
            />
            <p className="text-soft text-sm">
              <SourceText source={source} />
            </p>
            {source.level === 'user' && (
              <Button
                small
                disabled={isBusy}
                onClick={() =>
                  own && remove.mutate({ params: { scope, name: 'replyForwarding' }, revision: own.revision })
                }
              >
                {t('Follow the setting for everybody')}
              </Button>
            )}
            <ProblemNotice error={act.error ?? remove.error} />
          </div>
        )}
      </Read>
    </Card>
  );
}
