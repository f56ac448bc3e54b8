import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { NameInput, TextInput } from '../../ui/inputs.tsx';
import { toast } from '../../ui/toast.tsx';
import { changedByUsers } from './changed-by-users.ts';
import { idFor } from './id-for.ts';
import type { Group } from './use-users.ts';

const OFFERED_PRIORITY = 100;

/** Makes, changes or deletes a group. One that has users is not deleted. */
export function GroupDialog({
  group,
  isEmpty,
  onClose,
}: {
  /** Absent: a new one. */
  group: Group | undefined;
  isEmpty: boolean;
  onClose: () => void;
}) {
  const t = useT();
  const [name, setName] = useState(group?.name ?? '');
  const [priority, setPriority] = useState(String(group?.priority ?? OFFERED_PRIORITY));
  const [writtenId, setId] = useState<string>();
  const [revision] = useState(group?.revision ?? ('new' as const));
  const [isDeleting, setDeleting] = useState(false);
  const id = group?.id ?? writtenId ?? idFor(name);
  const save = useAct('PUT /v1/groups/{id}', {
    refreshes: changedByUsers,
    onDone: () => {
      toast(t('Saved.'));
      onClose();
    },
  });
  const remove = useAct('DELETE /v1/groups/{id}', {
    refreshes: changedByUsers,
    onDone: () => {
      toast(t('{name} is deleted.', { name }));
      onClose();
    },
  });
  const submit = (): void => {
    const number = priority.trim() === '' ? Number.NaN : Number(priority);
    save.mutate({ params: { id }, body: { name, priority: number }, revision });
  };
  if (isDeleting)
    return (
      <Confirm
        open
        onClose={() => setDeleting(false)}
        onConfirm={() => {
          if (typeof revision === 'number') remove.mutate({ params: { id }, revision });
        }}
        title={t('Delete the group {name}?', { name })}
        action={t('Delete')}
        busy={remove.isPending}
        error={remove.error}
      >
        {t('Its settings go with it. This cannot be undone.')}
      </Confirm>
    );
  return (
    <Dialog open onClose={onClose} title={group === undefined ? t('New group') : group.name}>
      <Form
        error={save.error}
        onSubmit={submit}
        actions={
          <>
            <FormButtons
              action={group === undefined ? t('Create the group') : t('Save')}
              busy={save.isPending}
              onCancel={onClose}
            />
            {group !== undefined && (
              <Button
                look="danger"
                disabled={!isEmpty}
                title={isEmpty ? undefined : t('A group that has users cannot be deleted.')}
                onClick={() => setDeleting(true)}
              >
                {t('Delete')}
              </Button>
            )}
          </>
        }
      >
        <NameInput autoFocus value={name} onChange={setName} />
        {group === undefined && (
          <TextInput
            label={t('Id')}
            hint={t('The name of the group in addresses and exports; it cannot be changed later.')}
            path="id"
            maxLength={20}
            value={id}
            onChange={setId}
          />
        )}
        <TextInput
          label={t('Priority')}
          hint={t('Of several groups of a user, the exceptions of the lowest number apply.')}
          path="priority"
          type="number"
          min={0}
          max={10000}
          value={priority}
          onChange={setPriority}
        />
      </Form>
    </Dialog>
  );
}
