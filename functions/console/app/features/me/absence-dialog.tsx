import { useState } from 'react';
import { dayAfter, dayOf } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Select, TextInput } from '../../ui/inputs.tsx';
import { useUsers } from '../users/use-users.ts';
import { withAbsence, type Absence } from './absences.ts';

type Props = {
  userId: string;
  /** The absence to change, or `new`; undefined: the dialog is closed. */
  absence: Absence | 'new' | undefined;
  all: readonly Absence[];
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onSave: (absences: Absence[]) => void;
};

/** Enters an absence, or changes one. */
export function AbsenceDialog(props: Props) {
  const t = useT();
  const { absence, onClose } = props;
  return (
    <Dialog
      open={absence !== undefined}
      onClose={onClose}
      title={absence === 'new' ? t('Enter an absence') : t('Change the absence')}
    >
      <AbsenceForm {...props} />
    </Dialog>
  );
}

function AbsenceForm({ userId, absence, all, busy, error, onClose, onSave }: Props) {
  const t = useT();
  const { users } = useUsers();
  const before = absence === 'new' ? undefined : absence;
  const [from, setFrom] = useState(before?.from ?? dayAfter(dayOf(new Date()), 1));
  const [to, setTo] = useState(before?.to ?? dayAfter(dayOf(new Date()), 1));
  const [standIn, setStandIn] = useState(before?.standIn ?? '');
  const next: Absence = { from, to, standIn: standIn === '' ? null : standIn };
  const written = withAbsence(all, next, before);
  const at = (name: keyof Absence): string => `absences.${String(written.index)}.${name}`;
  return (
    <Form
      error={error}
      onSubmit={() => onSave(written.absences)}
      actions={<FormButtons action={t('Save')} busy={busy} onCancel={onClose} />}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextInput
          label={t('First day away')}
          path={at('from')}
          type="date"
          value={from}
          onChange={(day) => {
            setFrom(day);
            if (to < day) setTo(day);
          }}
        />
        <TextInput
          label={t('Last day away')}
          path={at('to')}
          type="date"
          value={to}
          onChange={setTo}
          min={from}
        />
      </div>
      <Select
        label={t('Who stands in')}
        path={at('standIn')}
        hint={t('A colleague who stands in sends the mails in their name and gets the tasks.')}
        value={standIn}
        onChange={setStandIn}
        empty={t('Nobody: everything waits for my return')}
        options={users
          .filter(({ id, active }) => active && id !== userId)
          .map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Form>
  );
}
