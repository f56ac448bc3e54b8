import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useList } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Checkbox, Select } from '../../ui/inputs.tsx';
import { UserSelect } from '../users/user-select.tsx';
import { LeadSearch } from './lead-search.tsx';
import type { ViewSearch } from './views.ts';

/** Filters of the list of leads; what is chosen stands in the address. */
export function LeadFilters({
  search,
  onChange,
}: {
  search: ViewSearch;
  onChange: (change: ViewSearch) => void;
}) {
  const t = useT();
  const filters = useList('GET /v1/filters', { query: { over: 'leads', limit: 100 } });
  return (
    <div className="flex flex-wrap items-start gap-3">
      <div className="w-full sm:w-72">
        <FindLead key={search.email} email={search.email ?? ''} onChange={(email) => onChange({ email })} />
      </div>
      <div className="w-full sm:w-52">
        <UserSelect
          label={t('Owner')}
          value={search.owner ?? ''}
          empty={t('Everybody')}
          onChange={(owner) => onChange({ owner: owner || undefined })}
        />
      </div>
      <div className="w-full sm:w-52">
        <Select
          label={t('Saved filter')}
          value={search.filter ?? ''}
          empty={t('None')}
          onChange={(filter) => onChange({ filter: filter || undefined, qualified: undefined })}
          options={filters.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      <div className="flex min-h-9 items-center sm:mt-6">
        <Checkbox
          label={t('Qualified only')}
          checked={search.qualified === 'true'}
          onChange={(on) =>
            onChange(on ? { qualified: 'true', filter: undefined } : { qualified: undefined })
          }
        />
      </div>
    </div>
  );
}

/** Finds a lead by its name; a whole address and Enter narrow the list to it. */
function FindLead({ email, onChange }: { email: string; onChange: (email: string | undefined) => void }) {
  const t = useT();
  const navigate = useNavigate();
  const [text, setText] = useState(email);
  return (
    <LeadSearch
      label={t('Find a lead')}
      text={text}
      onText={(next) => {
        setText(next);
        if (next === '' && email !== '') onChange(undefined);
      }}
      onChoose={(leadId) => void navigate({ to: '/leads/$leadId', params: { leadId } })}
      onEnter={() => /^\S+@\S+$/.test(text.trim()) && onChange(text.trim())}
    />
  );
}
