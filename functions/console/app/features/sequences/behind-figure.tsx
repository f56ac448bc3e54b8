import { useMemo } from 'react';
import type { ItemOf } from '../../api/operations.ts';
import { useList } from '../../api/queries.ts';
import { dayAfter, dayOf, when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LineChart, type Line } from '../../ui/line-chart.tsx';
import { Empty } from '../../ui/states.tsx';
import { useUsers } from '../users/use-users.ts';
import { counters, type Counter } from './counters.ts';
import { LeadLink } from './lead-link.tsx';

type Behind = ItemOf<'GET /v1/sequences/{id}/statistics/{step}/{counter}/leads'>;
/** Days from which on a course over time says something, and up to which it is drawn. */
const FEWEST_DAYS = 3;
const MOST_DAYS = 366;

/** The leads that a figure counts, when it happened to each, and how many a day. */
export function BehindFigure({
  id,
  step,
  counter,
  stepName,
  onClose,
}: {
  id: string;
  step: string;
  counter: Counter;
  stepName: string | undefined;
  onClose: () => void;
}) {
  const t = useT();
  const { nameOf } = useUsers();
  const list = useList('GET /v1/sequences/{id}/statistics/{step}/{counter}/leads', {
    params: { id, step, counter },
    query: { limit: 100 },
  });
  const label = t(counters[counter].label);
  const columns: Column<Behind>[] = [
    {
      id: 'lead',
      header: t('Lead'),
      cell: ({ leadId, name, email }) => <LeadLink id={leadId} name={name ?? email ?? leadId} />,
    },
    { id: 'email', header: t('Address'), cell: ({ email }) => email ?? '' },
    { id: 'at', header: t('When'), cell: ({ at }) => <span className="whitespace-nowrap">{when(at)}</span> },
    { id: 'user', header: t('Sender'), cell: ({ userId }) => nameOf(userId) },
  ];
  return (
    <Dialog
      open
      onClose={onClose}
      wide
      title={stepName === undefined ? label : t('{figure}: {step}', { figure: label, step: stepName })}
    >
      <div className="grid gap-4">
        {!list.hasMore && <Course items={list.items} label={label} />}
        <DataTable
          isOfPage={false}
          caption={label}
          columns={columns}
          list={list}
          rowId={({ leadId, at }) => `${leadId} ${at}`}
          empty={<Empty title={t('Nobody that you may see')} />}
        />
      </div>
    </Dialog>
  );
}

/** How many there were each day; drawn once all of them are read. */
function Course({ items, label }: { items: readonly Behind[]; label: string }) {
  const t = useT();
  const { days, lines } = useMemo(() => {
    const perDay = new Map<string, number>();
    for (const { at } of items) perDay.set(dayOf(at), (perDay.get(dayOf(at)) ?? 0) + 1);
    const [first, last] = [[...perDay.keys()].sort()[0], [...perDay.keys()].sort().at(-1)];
    const all: string[] = [];
    for (let day = first; day !== undefined && last !== undefined && day <= last; day = dayAfter(day, 1)) {
      all.push(day);
      if (all.length > MOST_DAYS) break;
    }
    const line: Line = { label, values: all.map((day) => perDay.get(day) ?? 0), color: 'accent' };
    return { days: all, lines: [line] };
  }, [items, label]);
  if (days.length < FEWEST_DAYS || days.length > MOST_DAYS) return null;
  return <LineChart label={t('{figure} a day', { figure: label })} days={days} lines={lines} />;
}
