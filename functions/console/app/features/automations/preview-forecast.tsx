import type { Answer } from '../../api/operations.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Card } from '../../ui/page.tsx';
import { LeadLink } from '../editor/lead-link.tsx';
import { useUsers } from '../users/use-users.ts';
import type { Automation } from './automation-form.ts';
import { outcomeLabels } from './labels.ts';

type Planned = Answer<'POST /v1/automations/{id}/preview'>['forecast'][number];

/** When each step would go to the examples. */
export function PreviewForecast({
  forecast,
  automation,
}: {
  forecast: readonly Planned[];
  automation: Automation;
}) {
  const t = useT();
  const { nameOf } = useUsers();
  const columns: Column<Planned>[] = [
    { id: 'at', header: t('When'), cell: ({ at }) => when(at) },
    { id: 'lead', header: t('Lead'), cell: ({ leadId }) => <LeadLink id={leadId} /> },
    {
      id: 'step',
      header: t('Step'),
      cell: ({ step }) => automation.steps.find(({ id }) => id === step)?.name ?? step,
    },
    { id: 'outcome', header: t('What happens'), cell: ({ outcome }) => t(outcomeLabels[outcome]) },
    { id: 'user', header: t('In whose name'), cell: ({ userId }) => nameOf(userId) },
  ];
  const items = forecast.toSorted((a, b) => a.at.localeCompare(b.at));
  return (
    <Card title={t('How it would go for the examples')}>
      <DataTable
        isOfPage={false}
        caption={t('Forecast')}
        columns={columns}
        list={{ items, isLoading: false, error: null }}
        rowId={({ leadId, step }) => `${leadId} ${step}`}
        empty={null}
      />
    </Card>
  );
}
