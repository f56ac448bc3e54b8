import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState, type SubmitEvent } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { FilterSelect, Select, TextInput } from '../../ui/inputs.tsx';
import { reasons, type Suppression } from './suppression-words.ts';

const route = getRouteApi('/shell/suppressions');
const all = Object.keys(reasons) as Suppression['reason'][];

/** Which entries are listed: of one address, for one reason, in force or lifted. */
export function SuppressionFilters() {
  const t = useT();
  const { address = '', reason = '', lifted } = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useState(address);
  useEffect(() => setText(address), [address]);
  const change = (next: {
    address?: string | undefined;
    reason?: string | undefined;
    lifted?: string | undefined;
  }): void => void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const look = (event: SubmitEvent): void => {
    event.preventDefault();
    change({ address: text.trim() || undefined });
  };
  return (
    <form role="search" onSubmit={look} className="flex flex-wrap items-end gap-3">
      <div className="flex min-w-0 flex-1 basis-64 items-end gap-2 sm:max-w-sm">
        <div className="min-w-0 flex-1">
          <TextInput
            type="search"
            label={t('Address or number')}
            value={text}
            onChange={setText}
            placeholder={t('Whole, as ana@example.com')}
          />
        </div>
        <Button type="submit">{t('Look up')}</Button>
      </div>
      <FilterSelect
        label={t('Reason')}
        value={all.find((each) => each === reason)}
        onChange={(next) => change({ reason: next })}
        empty={t('All reasons')}
        options={all.map((each) => ({ value: each, label: t(reasons[each]) }))}
      />
      <Select
        label={t('State')}
        value={lifted === 'true' ? 'true' : 'false'}
        onChange={(next) => change({ lifted: next === 'true' ? next : undefined })}
        options={[
          { value: 'false', label: t('In force') },
          { value: 'true', label: t('Taken off') },
        ]}
      />
      {(address !== '' || reason !== '' || lifted === 'true') && (
        <Button
          look="bare"
          onClick={() => change({ address: undefined, reason: undefined, lifted: undefined })}
        >
          {t('Clear')}
        </Button>
      )}
    </form>
  );
}
