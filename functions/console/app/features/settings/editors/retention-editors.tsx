import { useState } from 'react';
import { msg, useT } from '../../../i18n/i18n.ts';
import { NumberInput } from '../number-inputs.tsx';
import type { ValueEditorProps } from '../values.ts';
import { OneOf } from './choices.tsx';

const OFFERED_MONTHS = 24;

export function ReplyDaysEditor(props: ValueEditorProps<number>) {
  const t = useT();
  return (
    <NumberInput {...props} label={t('Days')} hint={t('From 30 days to ten years.')} min={30} max={3650} />
  );
}

export function SentTextDaysEditor(props: ValueEditorProps<number>) {
  const t = useT();
  return (
    <NumberInput
      {...props}
      label={t('Days')}
      hint={t('Up to ten years; 0: they are not kept at all.')}
      min={0}
      max={3650}
    />
  );
}

/** Months, or for good. An empty field is 0, which is refused, and never “for good” by mistake. */
export function MonthsEditor({ value, onChange, path }: ValueEditorProps<number | null>) {
  const t = useT();
  const [months, setMonths] = useState(value ?? OFFERED_MONTHS);
  return (
    <div className="grid gap-3">
      <OneOf
        label={t('How long')}
        hideLabel
        name={path}
        value={value === null ? 'good' : 'months'}
        onChange={(kind) => onChange(kind === 'good' ? null : months)}
        options={[
          { value: 'good', label: msg('For good') },
          { value: 'months', label: msg('For some months') },
        ]}
      />
      {value !== null && (
        <NumberInput
          label={t('Months')}
          path={path}
          hint={t('From 1 to 120.')}
          min={1}
          max={120}
          value={months}
          onChange={(next) => {
            const kept = Number.isFinite(next) ? next : 0;
            setMonths(kept);
            onChange(kept);
          }}
        />
      )}
    </div>
  );
}
