import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs, useMe } from '../../shell/me.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Select, TextArea, TextInput } from '../../ui/inputs.tsx';
import { toast } from '../../ui/toast.tsx';
import { LeadPicker } from '../leads/lead-picker.tsx';
import { UserSelect } from '../users/user-select.tsx';
import { customTypes, typeLabels } from './task-types.ts';
import { shownWithTasks } from './use-task-actions.ts';
import { instantOf } from './wall-clock.ts';

type Props = { open: boolean; onClose: () => void; onMade: (id: string) => void };

/** Makes a task outside of any sequence. */
export function NewTaskDialog(props: Props) {
  const t = useT();
  return (
    <Dialog open={props.open} onClose={props.onClose} title={t('New task')}>
      <NewTaskForm {...props} />
    </Dialog>
  );
}

function NewTaskForm({ onClose, onMade }: Props) {
  const t = useT();
  const { userId } = useMe();
  const isManager = useIs('manager');
  const [leadId, setLead] = useState<string>();
  const [type, setType] = useState<(typeof customTypes)[number]>('custom');
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [due, setDue] = useState('');
  const [user, setUser] = useState(userId);
  // One key for the dialog: pressing the button again makes no second task.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const act = useAct('POST /v1/tasks', {
    refreshes: shownWithTasks,
    onDone: (task) => {
      toast(
        task.status === 'planned'
          ? t('The task appears on {when}.', { when: when(task.openedAt) })
          : t('The task is on the list.'),
      );
      onClose();
      if (task.userId === userId) onMade(task.id);
    },
  });
  const submit = (): void => {
    const at = due === '' ? undefined : instantOf(due);
    act.mutate({
      idempotencyKey,
      body: {
        type,
        leadId: leadId ?? '',
        userId: user,
        name,
        ...(note.trim() !== '' && { note }),
        ...(at !== undefined && { due: at }),
      },
    });
  };
  return (
    <Form
      error={act.error}
      onSubmit={submit}
      actions={
        <>
          <FormButtons
            action={t('Make the task')}
            busy={act.isPending}
            disabled={leadId === undefined}
            onCancel={onClose}
          />
          {leadId === undefined && <span className="text-soft text-sm">{t('Choose a lead first.')}</span>}
        </>
      }
    >
      <LeadPicker label={t('Lead')} value={leadId} onChange={setLead} />
      <TextInput
        label={t('What is to be done')}
        path="name"
        value={name}
        onChange={setName}
        maxLength={200}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t('Type')}
          path="type"
          value={type}
          onChange={setType}
          options={customTypes.map((each) => ({ value: each, label: t(typeLabels[each]) }))}
        />
        <TextInput
          label={t('Due')}
          path="due"
          type="datetime-local"
          hint={t('Empty: now')}
          value={due}
          onChange={setDue}
        />
      </div>
      {isManager && <UserSelect label={t('For whom')} path="userId" value={user} onChange={setUser} />}
      <TextArea label={t('Note')} path="note" value={note} onChange={setNote} rows={3} maxLength={2000} />
    </Form>
  );
}
