import { useId, useState } from 'react';
import { useList, useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Field } from '../../ui/form.tsx';
import { inputClasses } from '../../ui/inputs.tsx';

/** The first accounts, by name. */
export function useAccounts() {
  const { items } = useList('GET /v1/accounts', { query: { limit: 100 } });
  return items;
}

/** Chooses the company of a lead by its name; what is typed and none of them is taken as an id. */
export function AccountInput({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const t = useT();
  const listId = useId();
  const accounts = useAccounts();
  const known = accounts.find(({ id }) => id === value);
  const chosen = useRead(
    'GET /v1/accounts/{id}',
    { params: { id: value } },
    { enabled: value !== '' && known === undefined && /^[a-z0-9][a-z0-9-]{0,39}$/.test(value) },
  );
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? known?.name ?? (value === '' ? '' : (chosen.data?.name ?? value));
  const change = (text: string): void => {
    setTyped(text);
    onChange(accounts.find(({ name }) => name === text)?.id ?? text.trim());
  };
  return (
    <Field label={t('Company')} path="accountId">
      {({ id, describedBy, invalid }) => (
        <>
          <input
            id={id}
            list={listId}
            aria-describedby={describedBy}
            aria-invalid={invalid || undefined}
            value={shown}
            onChange={(event) => change(event.target.value)}
            className={inputClasses}
          />
          <datalist id={listId}>
            {accounts.map((account) => (
              <option key={account.id} value={account.name} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
