import { useState } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Select, TextInput } from '../../ui/inputs.tsx';
import { unitLabels, unitOf, unitSeconds, type Unit } from './durations.ts';

const textOf = (value: number): string => (Number.isFinite(value) ? String(value) : '');
/** What stands in the field as a number; an empty one is none, which is refused where it arrives. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

type Props = {
  label: string;
  path: string;
  /** Where editing begins; what is typed is kept here until then on. */
  value: number;
  onChange: (value: number) => void;
  hideLabel?: boolean;
  hint?: string;
};

/** A number. */
export function NumberInput({ value, onChange, min, max, ...rest }: Props & { min?: number; max?: number }) {
  const [text, setText] = useState(textOf(value));
  return (
    <TextInput
      {...rest}
      type="number"
      {...(min !== undefined && { min })}
      {...(max !== undefined && { max })}
      className="max-w-32"
      value={text}
      onChange={(next) => {
        setText(next);
        onChange(numberOf(next));
      }}
    />
  );
}

/** A duration in whole seconds, or in what `inSeconds` says that one of it is, written in the unit that fits. */
export function DurationInput({
  value,
  onChange,
  units,
  inSeconds = 1,
  label,
  ...rest
}: Props & { units: readonly Unit[]; inSeconds?: number }) {
  const t = useT();
  const [unit, setUnit] = useState<Unit>(unitOf(value * inSeconds, units));
  const [text, setText] = useState(textOf((value * inSeconds) / unitSeconds[unit]));
  const tell = (amount: string, of: Unit): void => {
    onChange(Math.round((numberOf(amount) * unitSeconds[of]) / inSeconds));
  };
  return (
    <div className="flex flex-wrap items-end gap-2">
      <TextInput
        {...rest}
        label={label}
        type="number"
        min={0}
        className="max-w-28"
        value={text}
        onChange={(next) => {
          setText(next);
          tell(next, unit);
        }}
      />
      <Select
        label={t('Unit of: {label}', { label })}
        hideLabel
        value={unit}
        onChange={(next) => {
          setUnit(next);
          tell(text, next);
        }}
        options={units.map((each) => ({ value: each, label: t(unitLabels[each]) }))}
      />
    </div>
  );
}
