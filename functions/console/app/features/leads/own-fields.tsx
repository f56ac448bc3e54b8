import { Plus, X } from 'lucide-react';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/inputs.tsx';

export type OwnField = { name: string; value: string };

/** Fields of an organisation's own, by name. */
export function OwnFields({
  value,
  onChange,
}: {
  value: readonly OwnField[];
  onChange: (fields: OwnField[]) => void;
}) {
  const t = useT();
  const change = (index: number, part: Partial<OwnField>): void =>
    onChange(value.map((field, at) => (at === index ? { ...field, ...part } : field)));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-sm font-medium">{t('Own fields')}</legend>
      {value.map((field, index) => (
        <div key={index} className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <TextInput
              label={t('Name of own field {number}', { number: index + 1 })}
              hideLabel
              placeholder={t('Name')}
              value={field.name}
              onChange={(name) => change(index, { name })}
            />
          </div>
          <div className="min-w-0 flex-2">
            <TextInput
              label={t('Value of own field {number}', { number: index + 1 })}
              hideLabel
              placeholder={t('Value')}
              path={`fields.${field.name}`}
              value={field.value}
              onChange={(next) => change(index, { value: next })}
            />
          </div>
          <Button
            look="bare"
            aria-label={t('Remove own field {number}', { number: index + 1 })}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <X size={16} aria-hidden />
          </Button>
        </div>
      ))}
      <Button
        small
        className="justify-self-start"
        onClick={() => onChange([...value, { name: '', value: '' }])}
      >
        <Plus size={15} aria-hidden />
        {t('Add a field')}
      </Button>
    </fieldset>
  );
}
