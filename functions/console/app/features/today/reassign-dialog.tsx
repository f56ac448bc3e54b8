import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Checkbox, Select } from '../../ui/inputs.tsx';
import { toast } from '../../ui/toast.tsx';
import { useUsers } from '../users/use-users.ts';
import type { Task } from './task-types.ts';
import { shownWithTasks } from './use-task-actions.ts';

type Props = { task: Task; open: boolean; onClose: () => void; onGiven: () => void };

/** Gives a task to another user. */
export function ReassignDialog(props: Props) {
  const t = useT();
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('Give “{name}” to somebody else', { name: props.task.name })}
      about={t('It goes onto their list; its sequence goes on as before.')}
    >
      <ReassignForm {...props} />
    </Dialog>
  );
}

function ReassignForm({ task, onClose, onGiven }: Props) {
  const t = useT();
  const { users, nameOf } = useUsers();
  const [user, setUser] = useState('');
  const [beyondCap, setBeyondCap] = useState(false);
  const act = useAct('POST /v1/tasks/{id}/reassign', {
    refreshes: shownWithTasks,
    onDone: () => {
      toast(t('{task} is on the list of {user} now.', { task: task.name, user: nameOf(user) }));
      onGiven();
    },
  });
  return (
    <Form
      error={act.error}
      onSubmit={() => act.mutate({ params: { id: task.id }, body: { user, beyondCap } })}
      actions={
        <FormButtons action={t('Give it')} busy={act.isPending} disabled={user === ''} onCancel={onClose} />
      }
    >
      <Select
        label={t('To')}
        path="user"
        value={user}
        onChange={setUser}
        empty={t('Choose somebody')}
        options={users
          .filter(({ id, active }) => active && id !== task.userId)
          .map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Checkbox
        label={t('Even if their day is full')}
        hint={t('Otherwise it is refused when they have as many new tasks today as they may get.')}
        checked={beyondCap}
        onChange={setBeyondCap}
      />
    </Form>
  );
}
