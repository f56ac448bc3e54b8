import { useT, type Message } from '../../../i18n/i18n.ts';
import { FieldGroup } from '../../../ui/form.tsx';
import { Checkbox } from '../../../ui/inputs.tsx';

/** Some of a few, in their order. */
export function Choices<Value extends string>({
  label,
  hideLabel = false,
  path,
  hint,
  options,
  value,
  onChange,
}: {
  label: string;
  hideLabel?: boolean;
  path: string;
  hint?: string;
  options: readonly { value: Value; label: string }[];
  value: readonly Value[];
  onChange: (value: Value[]) => void;
}) {
  const order = options.map((option) => option.value);
  const toggle = (option: Value, on: boolean): void => {
    const others = value.filter((each) => each !== option);
    onChange(on ? order.filter((each) => each === option || others.includes(each)) : others);
  };
  return (
    <FieldGroup label={label} hideLabel={hideLabel} path={path} hint={hint}>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-4 gap-y-1.5">
        {options.map((option) => (
          <Checkbox
            key={option.value}
            label={option.label}
            checked={value.includes(option.value)}
            onChange={(on) => toggle(option.value, on)}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

/** One of a few, all of them to be seen. */
export function OneOf<Value extends string>({
  label,
  hideLabel = false,
  name,
  options,
  value,
  onChange,
}: {
  label: string;
  hideLabel?: boolean;
  /** Of the group of buttons, alone on its page. */
  name: string;
  options: readonly { value: Value; label: Message; about?: Message }[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  const t = useT();
  return (
    <FieldGroup label={label} hideLabel={hideLabel}>
      {options.map((option) => (
        <label key={option.value} className="flex items-start gap-2">
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="accent-accent mt-0.5 size-4 shrink-0"
          />
          <span>
            {t(option.label)}
            {option.about !== undefined && <span className="text-soft block text-sm">{t(option.about)}</span>}
          </span>
        </label>
      ))}
    </FieldGroup>
  );
}
