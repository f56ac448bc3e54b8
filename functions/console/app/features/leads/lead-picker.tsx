import { useState } from 'react';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { leadName } from './lead-name.ts';
import { LeadSearch } from './lead-search.tsx';

/** Chooses one lead, by a part of its name, its address or its number. */
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
    <LeadSearch
      label={label}
      text={text}
      onText={setText}
      onChoose={(id) => {
        setText('');
        onChange(id);
      }}
    />
  );
}
