import type { ItemOf } from '../../api/operations.ts';
import { useList } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/inputs.tsx';

const nameOf = ({ sourceId, values }: ItemOf<'GET /v1/records'>): string => {
  const named = values['title'] ?? values['number'] ?? values['name'];
  return typeof named === 'string' && named !== '' ? `${named} (${sourceId})` : sourceId;
};

/** Chooses one of the records of a type. */
export function RecordPicker({
  typeId,
  value,
  onChange,
}: {
  typeId: string;
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}) {
  const t = useT();
  const { items, hasMore, more, isLoadingMore } = useList('GET /v1/records', {
    query: { type: typeId, limit: 100 },
  });
  const options = items.map((record) => ({ value: record.id, label: nameOf(record) }));
  const isListed = value === undefined || options.some((each) => each.value === value);
  return (
    <div className="grid gap-2">
      <Select
        label={t('Record')}
        value={value ?? ''}
        onChange={(id) => onChange(id === '' ? undefined : id)}
        empty={t('Choose a record')}
        options={isListed ? options : [{ value, label: value }, ...options]}
      />
      {hasMore && (
        <Button small className="justify-self-start" busy={isLoadingMore} onClick={more}>
          {t('List more records')}
        </Button>
      )}
    </div>
  );
}
