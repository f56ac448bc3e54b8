import type { ItemOf } from '../../api/operations.ts';
import { useList } from '../../api/queries.ts';
import { dayText, number, when } from '../../i18n/format.ts';
import { useT, type Say } from '../../i18n/i18n.ts';
import { Card, Facts } from '../../ui/page.tsx';
import { Empty, ReadList } from '../../ui/states.tsx';
import { useUsers } from '../users/use-users.ts';

type RecordType = ItemOf<'GET /v1/record-types'>;

/** Offers, orders and other records of the lead (E1). */
export function RecordsTab({ leadId }: { leadId: string }) {
  const t = useT();
  const { nameOf } = useUsers();
  const list = useList('GET /v1/records', { query: { lead: leadId } });
  const types = useList('GET /v1/record-types', { query: { limit: 100 } });
  return (
    <ReadList
      of={list}
      empty={
        <Empty title={t('No record yet')}>
          <p>{t('Offers, invoices, orders and other records that programs write appear here.')}</p>
        </Empty>
      }
    >
      {({ id, typeId, sourceId, values, ownerId, changedAt }) => {
        const type = types.items.find((each) => each.id === typeId);
        return (
          <Card
            key={id}
            title={`${type?.name ?? typeId} ${sourceId}`}
            actions={<span className="text-soft text-sm">{when(changedAt, 'dayWithYear')}</span>}
          >
            <Facts
              of={[
                ...Object.entries(values).map(
                  ([name, value]) => [labelOf(type, name), valueText(t, type, name, value, nameOf)] as const,
                ),
                [t('Owner'), nameOf(ownerId)],
              ]}
            />
          </Card>
        );
      }}
    </ReadList>
  );
}

const fieldOf = (type: RecordType | undefined, name: string) =>
  type?.fields.find((field) => field.name === name);
const labelOf = (type: RecordType | undefined, name: string): string => fieldOf(type, name)?.label ?? name;

function valueText(
  t: Say,
  type: RecordType | undefined,
  name: string,
  value: unknown,
  userName: (id: string) => string,
): string {
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  if (typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value)
    return `${number(Number(value.amount))} ${String(value.currency)}`;
  if (typeof value !== 'string') return '';
  switch (fieldOf(type, name)?.type) {
    case 'date':
      return dayText(value, 'dayWithYear');
    case 'instant':
      return when(value);
    case 'user':
      return userName(value);
    case 'text':
    case 'choice':
    case 'number':
    case 'money':
    case 'yes-no':
    case undefined:
      return value;
  }
}
