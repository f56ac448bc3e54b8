import { useState } from 'react';
import type { ItemOf } from '../../api/operations.ts';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { TextInput } from '../../ui/inputs.tsx';
import { toast } from '../../ui/toast.tsx';
import { OwnFields, type OwnField } from '../leads/own-fields.tsx';
import { idFor } from './id-for.ts';

export type Account = ItemOf<'GET /v1/accounts'>;

/** Makes or changes an account: its name, its domain, and the fields that an organisation keeps of it. */
export function AccountDialog({
  account,
  onClose,
}: {
  /** Absent: a new one. */
  account: Account | undefined;
  onClose: () => void;
}) {
  const t = useT();
  const [name, setName] = useState(account?.name ?? '');
  const [domain, setDomain] = useState(account?.domain ?? '');
  const [own, setOwn] = useState<OwnField[]>(
    Object.entries(account?.fields ?? {}).map(([field, value]) => ({ name: field, value })),
  );
  const [writtenId, setId] = useState<string>();
  // What somebody else stores while it is open is not overwritten.
  const [revision] = useState(account?.revision ?? ('new' as const));
  const save = useAct('PUT /v1/accounts/{id}', {
    refreshes: ['GET /v1/accounts'],
    onDone: () => {
      toast(t('Saved.'));
      onClose();
    },
  });
  const submit = (): void => {
    const fields = Object.fromEntries(
      own.flatMap((field) => (field.name.trim() === '' ? [] : [[field.name.trim(), field.value]])),
    );
    save.mutate({
      params: { id: account?.id ?? writtenId ?? idFor(name) },
      body: { name, ...(domain.trim() !== '' && { domain }), fields },
      revision,
    });
  };
  return (
    <Dialog open onClose={onClose} title={account === undefined ? t('New account') : account.name}>
      <Form
        error={save.error}
        onSubmit={submit}
        actions={
          <FormButtons
            action={account === undefined ? t('Create the account') : t('Save')}
            busy={save.isPending}
            onCancel={onClose}
          />
        }
      >
        <TextInput label={t('Name')} path="name" autoFocus maxLength={200} value={name} onChange={setName} />
        <TextInput label={t('Domain')} path="domain" maxLength={253} value={domain} onChange={setDomain} />
        {account === undefined && (
          <TextInput
            label={t('Id')}
            hint={t('The name of the account in files and in the API; it cannot be changed later.')}
            path="id"
            maxLength={64}
            value={writtenId ?? idFor(name)}
            onChange={setId}
          />
        )}
        <OwnFields value={own} onChange={setOwn} />
      </Form>
    </Dialog>
  );
}
