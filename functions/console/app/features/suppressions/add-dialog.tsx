import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Select, TextInput } from '../../ui/inputs.tsx';
import { toast } from '../../ui/toast.tsx';
import { reasons, type Suppression } from './suppression-words.ts';

type Reason = Suppression['reason'];

/** Puts a mail address or a number on the list. */
export function AddDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [address, setAddress] = useState('');
  const [reason, setReason] = useState<Reason>('by-hand');
  const [note, setNote] = useState('');
  const add = useAct('POST /v1/suppressions', {
    refreshes: ['GET /v1/suppressions', 'GET /v1/leads'],
    onDone: ({ address: added }) => {
      toast(t('{address} is on the list: nothing goes there any more.', { address: added }));
      onClose();
    },
  });
  const isPhone = /^\+?[\d\s().-]+$/.test(address.trim());
  const submit = (): void =>
    add.mutate({
      body: {
        ...(isPhone ? { phone: address.trim() } : { email: address.trim() }),
        reason,
        ...(note.trim() !== '' && { note: note.trim() }),
      },
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Add an address')}
      about={t('No lead that has it, now or later, is written to.')}
    >
      <Form
        error={add.error}
        onSubmit={submit}
        actions={<FormButtons action={t('Add to the list')} busy={add.isPending} onCancel={onClose} />}
      >
        <TextInput
          autoFocus
          label={t('Mail address or phone number')}
          path={isPhone ? 'phone' : 'email'}
          value={address}
          onChange={setAddress}
          hint={t('A number with its country, as +33612345678.')}
        />
        <Select
          label={t('Reason')}
          path="reason"
          value={reason}
          onChange={setReason}
          options={(Object.keys(reasons) as Reason[]).map((each) => ({
            value: each,
            label: t(reasons[each]),
          }))}
        />
        <TextInput label={t('Note (optional)')} path="note" maxLength={500} value={note} onChange={setNote} />
      </Form>
    </Dialog>
  );
}
