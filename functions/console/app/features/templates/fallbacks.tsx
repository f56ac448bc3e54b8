import { useT } from '../../i18n/i18n.ts';
import { TextInput } from '../../ui/inputs.tsx';
import { variables } from './variables.ts';

/** What stands in a text where a lead lacks a value: one field for each variable that the text names. */
export function Fallbacks({
  names,
  values,
  onChange,
}: {
  names: readonly string[];
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
}) {
  const t = useT();
  if (names.length === 0) return null;
  return (
    <fieldset className="grid gap-2">
      <legend className="text-sm font-medium">{t('If a lead lacks a value, write instead')}</legend>
      <p className="text-soft text-sm">
        {t('Left empty, the step waits for somebody to fill the value in: nobody gets a mail with a hole.')}
      </p>
      <div className="grid gap-3 sm:grid-cols-2">
        {names.map((name) => {
          const label = variables.find(([known]) => known === name)?.[1];
          return (
            <TextInput
              key={name}
              label={label === undefined ? name : t(label)}
              path={`fallbacks.${name}`}
              value={values[name] ?? ''}
              onChange={(value) => onChange({ ...values, [name]: value })}
              maxLength={500}
            />
          );
        })}
      </div>
    </fieldset>
  );
}
