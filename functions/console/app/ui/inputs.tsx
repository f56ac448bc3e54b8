import type { ReactNode } from 'react';
import { useT } from '../i18n/i18n.ts';
import { classes } from './class-names.ts';
import { Field, type Labelled } from './form.tsx';

export const inputClasses =
  'w-full min-h-9 rounded-md border border-line bg-paper px-2.5 text-ink placeholder:text-soft aria-invalid:border-bad';

type Common = Labelled & { disabled?: boolean; className?: string };
type TextProps = Common & {
  value: string;
  onChange: (value: string) => void;
  type?:
    'text' | 'email' | 'tel' | 'number' | 'date' | 'time' | 'datetime-local' | 'url' | 'search' | 'password';
  autoComplete?: string;
  placeholder?: string;
  autoFocus?: boolean;
  required?: boolean;
  maxLength?: number;
  min?: number | string;
  max?: number | string;
  list?: string;
};

/** One line of text, a number, a day or a time. */
export function TextInput({ label, path, hint, hideLabel, value, onChange, className, ...rest }: TextProps) {
  return (
    <Field label={label} path={path} hint={hint} hideLabel={hideLabel}>
      {({ id, describedBy, invalid }) => (
        <input
          {...rest}
          id={id}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={classes(inputClasses, className)}
        />
      )}
    </Field>
  );
}

/** The name of a thing, as the API takes it: `name`, of at most 100 characters. */
export function NameInput({
  label,
  ...rest
}: Pick<TextProps, 'value' | 'onChange' | 'autoFocus' | 'hint' | 'placeholder'> & { label?: string }) {
  const t = useT();
  return <TextInput label={label ?? t('Name')} path="name" maxLength={100} {...rest} />;
}

/** What a list is narrowed to; `undefined` where it stays whole. */
type Narrowing = { value: string | undefined; onChange: (value: string | undefined) => void };

/** Narrows a list to the names that contain a text. */
export function NameFilter({ value, onChange }: Narrowing) {
  const t = useT();
  return (
    <TextInput
      label={t('Name contains')}
      type="search"
      value={value ?? ''}
      onChange={(text) => onChange(text || undefined)}
      maxLength={100}
      className="sm:w-64"
    />
  );
}

type AreaProps = Common & {
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  autoFocus?: boolean;
  placeholder?: string;
  maxLength?: number;
};

/** Several lines of text. */
export function TextArea({
  label,
  path,
  hint,
  hideLabel,
  value,
  onChange,
  className,
  rows = 4,
  ...rest
}: AreaProps) {
  return (
    <Field label={label} path={path} hint={hint} hideLabel={hideLabel}>
      {({ id, describedBy, invalid }) => (
        <textarea
          {...rest}
          id={id}
          rows={rows}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={classes(inputClasses, 'py-2 leading-normal', className)}
        />
      )}
    </Field>
  );
}

export type Option<Value extends string = string> = { value: Value; label: string; disabled?: boolean };
type SelectProps<Value extends string> = Common & {
  value: Value | '';
  onChange: (value: Value) => void;
  options: readonly Option<Value>[];
  /** What stands there while nothing is chosen. */
  empty?: string;
};

/** One of a few. */
export function Select<Value extends string>({
  label,
  path,
  hint,
  hideLabel,
  value,
  onChange,
  options,
  empty,
  className,
  disabled,
}: SelectProps<Value>) {
  return (
    <Field label={label} path={path} hint={hint} hideLabel={hideLabel}>
      {({ id, describedBy, invalid }) => (
        <select
          id={id}
          disabled={disabled}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          value={value}
          onChange={(event) => onChange(event.target.value as Value)}
          className={classes(inputClasses, className)}
        >
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Narrows a list to one of a few; `empty` says what it is where it stays whole. */
export const FilterSelect = ({
  value,
  onChange,
  ...rest
}: Narrowing & { label: string; options: readonly Option[]; empty: string }) => (
  <Select
    {...rest}
    value={value ?? ''}
    onChange={(next: string) => onChange(next === '' ? undefined : next)}
  />
);

/** Yes or no, with its label beside it. */
export function Checkbox({
  label,
  hint,
  checked,
  onChange,
  disabled = false,
}: {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <label className="flex items-start gap-2">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="accent-accent mt-0.5 size-4 shrink-0"
      />
      <span>
        {label}
        {hint !== undefined && <span className="text-soft block text-sm">{hint}</span>}
      </span>
    </label>
  );
}
