import { Plus, Sparkles } from 'lucide-react';
import { useT } from '../../../i18n/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/page.tsx';
import type { CrmObject } from '../connection-words.ts';
import { FieldRow } from './field-row.tsx';
import { MOST_ROWS, newRow, type CrmField, type Row } from './mapping-form.ts';
import { suggestedRows } from './suggest-rows.ts';

/** The pairs of fields of one kind of record; the obvious ones in one click. */
export function ObjectRows({
  object,
  label,
  rows,
  theirs,
  onChange,
}: {
  object: CrmObject;
  /** What the CRM is called. */
  label: string;
  /** Those of every object: where one stands among all is how problems name it. */
  rows: readonly Row[];
  theirs: readonly CrmField[];
  onChange: (rows: Row[]) => void;
}) {
  const t = useT();
  const suggested = suggestedRows(object, rows, theirs);
  const own = rows.flatMap((row, index) => (row.object === object ? [{ row, index }] : []));
  const isFull = rows.length >= MOST_ROWS;
  const titles = {
    lead: t('Leads of {name} ↔ leads', { name: label }),
    contact: t('Contacts of {name} ↔ leads', { name: label }),
    account: t('Accounts of {name} ↔ accounts', { name: label }),
  };
  return (
    <Card
      title={titles[object]}
      actions={
        suggested.length > 0 && (
          <Button
            small
            disabled={rows.length + suggested.length > MOST_ROWS}
            onClick={() => onChange([...rows, ...suggested])}
          >
            <Sparkles size={14} aria-hidden />
            {t('{count, plural, one {Add the obvious pair} other {Add the # obvious pairs}}', {
              count: suggested.length,
            })}
          </Button>
        )
      }
    >
      <div className="grid gap-3">
        {own.length === 0 ? (
          <p className="text-soft">{t('No field is mapped: these records are left alone.')}</p>
        ) : (
          <ul className="grid gap-2">
            {own.map(({ row, index }) => (
              <FieldRow
                key={row.key}
                row={row}
                label={label}
                path={`fields.${String(index)}`}
                theirs={theirs}
                onChange={(changes) =>
                  onChange(rows.map((each) => (each.key === row.key ? { ...each, ...changes } : each)))
                }
                onRemove={() => onChange(rows.filter(({ key }) => key !== row.key))}
              />
            ))}
          </ul>
        )}
        <Button
          small
          className="justify-self-start"
          disabled={isFull}
          onClick={() => onChange([...rows, newRow(object)])}
        >
          <Plus size={14} aria-hidden />
          {t('Add a pair')}
        </Button>
      </div>
    </Card>
  );
}
