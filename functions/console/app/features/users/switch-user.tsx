import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useMe } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { toast } from '../../ui/toast.tsx';
import { changedByUsers } from './changed-by-users.ts';
import type { User } from './use-users.ts';

/** Switches a user off, or on again. Nobody does so to oneself. */
export function SwitchUser({ user }: { user: User }) {
  const t = useT();
  const [isAsking, setAsking] = useState(false);
  const isMine = useMe().userId === user.id;
  const put = useAct('PUT /v1/users/{id}', {
    refreshes: changedByUsers,
    onDone: ({ active, name }) => {
      setAsking(false);
      toast(active ? t('{name} is switched on.', { name }) : t('{name} is switched off.', { name }));
    },
  });
  if (isMine) return null;
  const { id, revision, ...values } = user;
  const set = (active: boolean): void =>
    put.mutate({ params: { id }, body: { ...values, active }, revision });
  const action = user.active ? t('Switch off') : t('Switch on again');
  return (
    <>
      <Button look={user.active ? 'danger' : 'plain'} onClick={() => setAsking(true)}>
        {action}
      </Button>
      <Confirm
        open={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => set(!user.active)}
        title={
          user.active
            ? t('Switch {name} off?', { name: user.name })
            : t('Switch {name} on?', { name: user.name })
        }
        action={action}
        busy={put.isPending}
        error={put.error}
      >
        {user.active
          ? t(
              'The user is signed out and refused within seconds, and nothing more goes out in the user’s name. Leads and history stay.',
            )
          : t('The user can sign in again, and what waits in the user’s name goes on.')}
      </Confirm>
    </>
  );
}
