import { X } from 'lucide-react';
import { useT, type Say } from '../../../i18n/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { GroupProblem } from '../../../ui/form.tsx';
import { Select, TextInput, type Option } from '../../../ui/inputs.tsx';
import { ourFields, ourName, OWN, typeNames } from './field-names.ts';
import type { CrmField, Direction, Row } from './mapping-form.ts';

/** A field of ours, a field of theirs, which way it goes, and who wins. */
export function FieldRow({
  row,
  label,
  path,
  theirs,
  onChange,
  onRemove,
}: {
  row: Row;
  label: string;
  path: string;
  theirs: readonly CrmField[];
  onChange: (changes: Partial<Row>) => void;
  onRemove: () => void;
}) {
  const t = useT();
  const { ours, direction, wins } = row;
  const isOwn = ours.startsWith(OWN);
  const found = theirs.find(({ name }) => name === row.theirs);
  const isBlocked = direction !== 'in' && found?.writable === false;
  return (
    <li className="bg-raised/60 grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 rounded-md p-2">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] items-start gap-2 sm:grid-cols-[minmax(0,4fr)_minmax(9.25rem,2fr)_minmax(0,5fr)]">
        <div className="grid gap-1.5">
          <Select
            label={t('Field here')}
            hideLabel
            path={isOwn ? undefined : `${path}.ours`}
            value={isOwn ? OWN : ours}
            empty={t('Field here')}
            onChange={(next) => onChange({ ours: next })}
            options={[
              ...Object.entries(ourFields(row.object)).map(([name, text]) => ({
                value: name,
                label: t(text),
              })),
              { value: OWN, label: t('Own field …') },
            ]}
          />
          {isOwn && (
            <TextInput
              label={t('Name of the own field')}
              hideLabel
              path={`${path}.ours`}
              placeholder={t('Name of the own field')}
              value={ours.slice(OWN.length)}
              maxLength={50}
              onChange={(name) => onChange({ ours: `${OWN}${name}` })}
            />
          )}
        </div>
        <div className="grid gap-1.5">
          <Select
            label={t('Direction')}
            hideLabel
            path={`${path}.direction`}
            value={direction}
            onChange={(next) => onChange({ direction: next })}
            options={directions(t).filter(
              ({ value }) => value === 'in' || value === direction || row.object !== 'account',
            )}
          />
          {direction === 'both' && (
            <Select
              label={t('Who wins')}
              hideLabel
              path={`${path}.wins`}
              value={wins}
              onChange={(next) => onChange({ wins: next })}
              options={[
                { value: 'theirs', label: t('{name} wins', { name: label }) },
                { value: 'ours', label: t('Relance wins') },
              ]}
            />
          )}
        </div>
        <Select
          label={t('Field of {name}', { name: label })}
          hideLabel
          path={`${path}.theirs`}
          value={row.theirs}
          empty={t('Field of {name}', { name: label })}
          onChange={(next) => onChange({ theirs: next })}
          options={optionsOf(row.theirs, theirs, t)}
          hint={
            found !== undefined && (
              <span className={isBlocked ? 'text-warn' : undefined}>
                {t(typeNames[found.type])}
                {!found.writable && ` · ${t('cannot be written')}`}
              </span>
            )
          }
        />
        <GroupProblem path={path} />
      </div>
      <Button
        look="bare"
        aria-label={t('Remove the pair of {name}', { name: ourName(ours, t) || t('no field') })}
        title={t('Remove the pair')}
        onClick={onRemove}
      >
        <X size={15} aria-hidden />
      </Button>
    </li>
  );
}

/** Ways that values go; fields of accounts come from the CRM alone. */
const directions = (t: Say): Option<Direction>[] => [
  { value: 'in', label: t('← comes in') },
  { value: 'out', label: t('→ goes out') },
  { value: 'both', label: t('↔ both ways') },
];

/** Fields of theirs by their labels; one that is mapped and no longer there says so. */
function optionsOf(chosen: string, theirs: readonly CrmField[], t: Say) {
  const isThere = chosen === '' || theirs.some(({ name }) => name === chosen);
  return [
    ...(isThere ? [] : [{ value: chosen, label: t('{name} – is gone', { name: chosen }) }]),
    ...theirs
      .toSorted((a, b) => a.label.localeCompare(b.label))
      .map(({ name, label }) => ({ value: name, label: `${label} (${name})` })),
  ];
}
