import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { shownZone } from '../../i18n/format.ts';
import { msg, useT } from '../../i18n/i18n.ts';
import { useMe } from '../../shell/me.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Select, TextArea, TextInput } from '../../ui/inputs.tsx';
import { toast } from '../../ui/toast.tsx';
import { UserSelect } from '../users/user-select.tsx';
import { instantOf } from './local-time.ts';

/** Kinds of tasks outside of a sequence. */
const types = {
  custom: msg('Something else'),
  call: msg('Call'),
  callback: msg('Call back'),
  whatsapp: msg('WhatsApp message'),
  linkedin: msg('LinkedIn message'),
} as const;
type Type = keyof typeof types;

/** Makes a task about the lead, outside of any sequence. */
export function TaskDialog({ leadId, onClose }: { leadId: string; onClose: () => void }) {
  const t = useT();
  const { userId } = useMe();
  const [values, setValues] = useState({ name: '', note: '', type: 'custom' as Type, user: userId, due: '' });
  const [key] = useState(() => crypto.randomUUID());
  const set = (name: keyof typeof values) => (value: string) => setValues({ ...values, [name]: value });
  const create = useAct('POST /v1/tasks', {
    refreshes: ['GET /v1/tasks', 'GET /v1/leads/{id}/activities'],
    onDone: () => {
      toast(t('The task is created; it appears on the list when it is due.'));
      onClose();
    },
  });
  const submit = (): void =>
    create.mutate({
      idempotencyKey: key,
      body: {
        leadId,
        name: values.name,
        type: values.type,
        userId: values.user,
        ...(values.note.trim() !== '' && { note: values.note }),
        ...(values.due !== '' && { due: instantOf(values.due, shownZone()) }),
      },
    });
  return (
    <Dialog open onClose={onClose} title={t('New task')}>
      <Form
        error={create.error}
        onSubmit={submit}
        actions={<FormButtons action={t('Make the task')} busy={create.isPending} onCancel={onClose} />}
      >
        <TextInput
          label={t('What is to be done')}
          path="name"
          value={values.name}
          onChange={set('name')}
          autoFocus
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Select<Type>
            label={t('Kind')}
            path="type"
            value={values.type}
            onChange={set('type')}
            options={(Object.keys(types) as Type[]).map((value) => ({ value, label: t(types[value]) }))}
          />
          <UserSelect label={t('For')} path="userId" value={values.user} onChange={set('user')} />
        </div>
        <TextInput
          label={t('Due')}
          path="due"
          type="datetime-local"
          hint={t('Empty: now. Time in {zone}', { zone: shownZone() })}
          value={values.due}
          onChange={set('due')}
        />
        <TextArea label={t('Note')} path="note" value={values.note} onChange={set('note')} rows={3} />
      </Form>
    </Dialog>
  );
}
