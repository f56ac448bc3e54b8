import { useT } from '../../i18n/i18n.ts';
import { Field } from '../../ui/form.tsx';
import { inputClasses, Select, TextInput } from '../../ui/inputs.tsx';
import { useEvery } from '../editor/use-every.ts';
import { groupLabels, groupOf, type FieldGroup } from './labels.ts';
import { patternOf, type FilterFields } from './use-filter-fields.ts';

const groups: readonly FieldGroup[] = ['record', 'lead', 'account', 'activity', 'sequence'];

/** Chooses the field of a condition; of an own field also its name, of a sequence which one. */
export function FieldSelect({
  fields,
  value,
  onChange,
  path,
}: {
  fields: FilterFields;
  value: string;
  onChange: (field: string) => void;
  path: string;
}) {
  const t = useT();
  const pattern = patternOf(value);
  const chosen = pattern === undefined ? value : (fields.of(value)?.field ?? value);
  const choose = (field: string): void => onChange(patternOf(field) ?? field);
  return (
    <>
      <Field label={t('Field')} hideLabel path={path}>
        {({ id, describedBy, invalid }) => (
          <select
            id={id}
            aria-describedby={describedBy}
            aria-invalid={invalid || undefined}
            value={chosen}
            onChange={(event) => choose(event.target.value)}
            className={inputClasses}
          >
            <option value="">{t('Choose a field')}</option>
            {groups.map((group) => {
              const of = fields.fields.filter(({ field }) => groupOf(field) === group);
              return (
                of.length > 0 && (
                  <optgroup key={group} label={t(groupLabels[group])}>
                    {of.map(({ field }) => (
                      <option key={field} value={field}>
                        {group === 'lead' || group === 'account'
                          ? `${t(groupLabels[group])} · ${fields.nameOf(field)}`
                          : fields.nameOf(field)}
                      </option>
                    ))}
                  </optgroup>
                )
              );
            })}
          </select>
        )}
      </Field>
      {pattern === 'sequence.' && (
        <SequenceSelect value={value.slice(pattern.length)} onChange={(id) => onChange(`${pattern}${id}`)} />
      )}
      {pattern !== undefined && pattern !== 'sequence.' && (
        <TextInput
          label={t('Name of the own field')}
          hideLabel
          placeholder={t('Name of the own field')}
          value={value.slice(pattern.length)}
          onChange={(name) => onChange(`${pattern}${name}`)}
          maxLength={100}
        />
      )}
    </>
  );
}

/** One of the sequences, by name. */
function SequenceSelect({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const t = useT();
  const { items } = useEvery('GET /v1/sequences', { query: { limit: 100 } });
  return (
    <Select
      label={t('Sequence')}
      hideLabel
      value={value}
      onChange={onChange}
      empty={t('Choose a sequence')}
      options={items.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
