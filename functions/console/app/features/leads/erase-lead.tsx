import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { TextInput } from '../../ui/inputs.tsx';
import { toast } from '../../ui/toast.tsx';
import { leadName, type OneLead } from './lead-name.ts';

/** Erases everything that is held of a person, once the name has been typed. */
export function EraseLead({
  lead,
  onClose,
  onErased,
}: {
  lead: OneLead;
  onClose: () => void;
  onErased: () => void;
}) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const name = leadName(lead);
  const erase = useAct('POST /v1/leads/{id}/erase', {
    refreshes: ['GET /v1/leads', 'GET /v1/jobs'],
    onDone: () => {
      toast(t('{name} is being erased; the page of jobs tells when it is done.', { name }));
      onErased();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('Erase everything about {name}?', { name })}>
      <Form
        error={erase.error}
        onSubmit={() => typed.trim() === name && erase.mutate({ params: { id: lead.id } })}
        actions={
          <FormButtons
            action={t('Erase for good')}
            look="danger"
            busy={erase.isPending}
            disabled={typed.trim() !== name}
            onCancel={onClose}
          />
        }
      >
        <p>
          {t(
            'Nothing more goes out to this person from now on. The lead, its history, its messages and answers go; figures of sequences stay, without who is behind them. It cannot be undone.',
          )}
        </p>
        <TextInput
          label={t('To confirm, write “{name}”', { name })}
          value={typed}
          onChange={setTyped}
          autoFocus
        />
      </Form>
    </Dialog>
  );
}
