import { X } from 'lucide-react';
import { useState } from 'react';
import { useList } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { FilterSelect } from '../../ui/inputs.tsx';
import { Card } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { LeadPicker } from '../leads/lead-picker.tsx';
import { keepPeople, type PeopleSearch } from './kept-people.ts';
import type { useMatching } from './use-matching.ts';

/** People shown by name until one asks for all of them. */
const SHOWN = 12;

/** Who is to be enrolled: leads that one chooses, or everybody who matches a saved filter. */
export function PeopleCard({
  search,
  ids,
  nameOf,
  matching,
  onChange,
}: {
  search: { filter?: string | undefined };
  ids: readonly string[];
  nameOf: (id: string) => string;
  matching: ReturnType<typeof useMatching>;
  onChange: (change: PeopleSearch & { filter?: string | undefined }) => void;
}) {
  const t = useT();
  const [isAllShown, setAllShown] = useState(false);
  const filters = useList('GET /v1/filters', { query: { over: 'leads', limit: 100 } });
  const isFiltered = search.filter !== undefined;
  const shown = isAllShown ? ids : ids.slice(0, SHOWN);
  return (
    <Card title={t('Who')}>
      <div className="grid gap-4">
        <FilterSelect
          label={t('People')}
          value={search.filter}
          empty={t('Leads that I choose')}
          onChange={(filter) => onChange({ filter })}
          options={filters.items.map(({ id, name }) => ({
            value: id,
            label: t('Everybody who matches “{name}”', { name }),
          }))}
        />
        {isFiltered && matching.isFetching && (
          <p role="status" className="text-soft">
            {t('Looking who matches: {count} so far …', { count: matching.found })}
          </p>
        )}
        {isFiltered && matching.error !== null && (
          <Failed error={matching.error} again={() => void matching.refetch()} />
        )}
        {!isFiltered && (
          <LeadPicker
            label={t('Add a lead')}
            value={undefined}
            onChange={(id) => id !== undefined && onChange(keepPeople([...new Set([...ids, id])]))}
          />
        )}
        {ids.length > 0 && (
          <div className="grid gap-2">
            <p className="font-medium">
              {t('{count, plural, one {# person} other {# people}}', { count: ids.length })}
            </p>
            <ul className="flex max-h-60 flex-wrap gap-1.5 overflow-auto">
              {shown.map((id) => (
                <li key={id} className="bg-raised flex min-h-7 items-center gap-1 rounded-full px-3 text-sm">
                  <span className="max-w-60 truncate">{nameOf(id)}</span>
                  {!isFiltered && (
                    <button
                      type="button"
                      aria-label={t('Leave out {name}', { name: nameOf(id) })}
                      onClick={() => onChange(keepPeople(ids.filter((each) => each !== id)))}
                      className="text-soft hover:text-ink -mr-1 p-1"
                    >
                      <X size={13} aria-hidden />
                    </button>
                  )}
                </li>
              ))}
            </ul>
            {!isAllShown && ids.length > SHOWN && (
              <Button small className="justify-self-start" onClick={() => setAllShown(true)}>
                {t('Show all of them')}
              </Button>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}
