import { useEffect, useId, useState } from 'react';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Field } from '../../ui/form.tsx';
import { inputClasses } from '../../ui/inputs.tsx';

/** Characters from which on something is looked for, and how long one has to stop typing. */
const SHORTEST = 2;
const PAUSE_MS = 200;

/** Looks for leads while one types; the arrow keys and Enter choose one of those that are found. */
export function LeadSearch({
  label,
  text,
  onText,
  onChoose,
  onEnter,
}: {
  label: string;
  text: string;
  onText: (text: string) => void;
  onChoose: (leadId: string) => void;
  /** When Enter is pressed and none of those that are found is chosen. */
  onEnter?: () => void;
}) {
  const t = useT();
  const listId = useId();
  const [asked, setAsked] = useState('');
  const [active, setActive] = useState(-1);
  const wanted = text.trim();
  useEffect(() => {
    setActive(-1);
    const timer = setTimeout(() => setAsked(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const isAsked = wanted.length >= SHORTEST && asked === wanted;
  const found = useRead('GET /v1/search', { query: { q: asked } }, { enabled: isAsked });
  const leads = isAsked && found.data !== undefined && !found.isPlaceholderData ? found.data.leads.items : [];
  const isNone = isAsked && found.isSuccess && !found.isPlaceholderData && leads.length === 0;
  const onKey = (event: React.KeyboardEvent): void => {
    const lead = leads[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next = active + (event.key === 'ArrowDown' ? 1 : -1);
      setActive(Math.max(-1, Math.min(leads.length - 1, next)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (lead !== undefined) onChoose(lead.id);
      else onEnter?.();
    } else if (event.key === 'Escape' && text !== '') {
      event.stopPropagation();
      onText('');
    }
  };
  return (
    <div className="relative">
      <Field label={label}>
        {({ id }) => (
          <input
            id={id}
            type="search"
            role="combobox"
            autoComplete="off"
            aria-expanded={leads.length > 0}
            aria-controls={listId}
            aria-activedescendant={active < 0 ? undefined : `${listId}-${String(active)}`}
            placeholder={t('Name, address or number')}
            value={text}
            onChange={(event) => onText(event.target.value)}
            onKeyDown={onKey}
            className={inputClasses}
          />
        )}
      </Field>
      <ul
        id={listId}
        role="listbox"
        aria-label={t('Leads')}
        hidden={leads.length === 0}
        className="bg-paper border-line absolute inset-x-0 z-20 mt-1 max-h-80 overflow-auto rounded-md border p-1 shadow-lg"
      >
        {leads.map(({ id, name, email, phone }, index) => (
          <li
            key={id}
            id={`${listId}-${String(index)}`}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(id)}
            onMouseEnter={() => setActive(index)}
            className="aria-selected:bg-raised cursor-pointer rounded px-2 py-1 [overflow-wrap:anywhere]"
          >
            {name} <span className="text-soft text-sm">{email === name ? phone : (email ?? phone)}</span>
          </li>
        ))}
      </ul>
      {isNone && (
        <p role="status" className="text-soft mt-1 text-sm">
          {t('No lead was found.')}
        </p>
      )}
    </div>
  );
}
