import { getRouteApi } from '@tanstack/react-router';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { FilterSelect } from '../../ui/inputs.tsx';
import { LeadPicker } from '../leads/lead-picker.tsx';
import { states, types, type Delivery } from './delivery-words.ts';

type Filter = { state?: string | undefined; type?: string | undefined; lead?: string | undefined };

const route = getRouteApi('/shell/webhooks');
const allStates = Object.keys(states) as Delivery['state']['status'][];
const allTypes = Object.keys(types) as Delivery['type'][];

/** Which deliveries are listed: by state, by news, of one lead. */
export function DeliveryFilters() {
  const t = useT();
  const { state, type, lead } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Filter): void =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  return (
    <div role="search" className="flex flex-wrap items-end gap-3">
      <FilterSelect
        label={t('State')}
        value={allStates.find((each) => each === state)}
        onChange={(next) => change({ state: next })}
        empty={t('All states')}
        options={allStates.map((each) => ({ value: each, label: t(states[each].label) }))}
      />
      <FilterSelect
        label={t('What happened')}
        value={allTypes.find((each) => each === type)}
        onChange={(next) => change({ type: next })}
        empty={t('Everything')}
        options={allTypes.map((each) => ({ value: each, label: t(types[each]) }))}
      />
      <div className="min-w-0 basis-64">
        <LeadPicker label={t('Lead')} value={lead} onChange={(id) => change({ lead: id })} />
      </div>
      {(state !== undefined || type !== undefined || lead !== undefined) && (
        <Button look="bare" onClick={() => change({ state: undefined, type: undefined, lead: undefined })}>
          {t('Clear')}
        </Button>
      )}
    </div>
  );
}
