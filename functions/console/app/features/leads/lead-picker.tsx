import { useState } from 'react';
import { useList, useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/inputs.tsx';
import { leadName } from './lead-name.ts';

/** Chooses one lead by its address. */
export function LeadPicker({
  label,
  value,
  onChange,
}: {
  label: string;
  /** The id of the lead that is chosen. */
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}) {
  const t = useT();
  const [text, setText] = useState('');
  const isAddress = /^\S+@\S+$/.test(text);
  const found = useList('GET /v1/leads', { query: { email: text } }, { enabled: isAddress });
  const chosen = useRead(
    'GET /v1/leads/{id}',
    { params: { id: value ?? '' } },
    { enabled: value !== undefined },
  );
  if (value !== undefined)
    return (
      <div className="grid gap-1">
        <span className="text-sm font-medium">{label}</span>
        <span className="flex min-h-9 items-center gap-2">
          {chosen.data === undefined ? value : leadName(chosen.data)}
          <Button small onClick={() => onChange(undefined)}>
            {t('Choose another')}
          </Button>
        </span>
      </div>
    );
  return (
    <div className="grid gap-1">
      <TextInput
        label={label}
        value={text}
        onChange={setText}
        type="search"
        placeholder={t('Address of the lead')}
      />
      {isAddress &&
        found.items.map((lead) => (
          <Button key={lead.id} small className="justify-self-start" onClick={() => onChange(lead.id)}>
            {leadName(lead)}
          </Button>
        ))}
    </div>
  );
}
