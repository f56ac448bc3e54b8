import { Plus, X } from 'lucide-react';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Select, TextInput } from '../../ui/inputs.tsx';
import { UserSelect } from '../users/user-select.tsx';
import { useUsers } from '../users/use-users.ts';
import { units, type ConditionDraft, type FieldType, type Shape } from './filter-draft.ts';
import { choiceLabels, unitLabels } from './labels.ts';
import { useRecordTypes } from './use-filter-fields.ts';

type OneProps = {
  type: FieldType;
  choices: readonly string[] | undefined;
  value: string;
  onChange: (value: string) => void;
  label: string;
  path: string;
};

const isMoment = (value: string): boolean => value.includes('T');

/** One value of a field's type. */
function OneValue({ type, choices, value, onChange, label, path }: OneProps) {
  const t = useT();
  const common = { label, hideLabel: true, path, value, onChange };
  if (type === 'user') return <UserSelect {...common} empty={t('Choose a user')} />;
  if (type === 'yes-no')
    return (
      <Select
        {...common}
        empty={t('Choose')}
        options={[
          { value: 'true', label: t('Yes') },
          { value: 'false', label: t('No') },
        ]}
      />
    );
  if (type === 'choice' && choices !== undefined)
    return <Select {...common} empty={t('Choose')} options={choiceOptions(choices, t)} />;
  if (type === 'money') return <Money label={label} path={path} value={value} onChange={onChange} />;
  if ((type === 'date' || type === 'instant') && !isMoment(value))
    return <TextInput {...common} type="date" />;
  const isNumber = type === 'number' || type === 'score';
  return <TextInput {...common} {...(isNumber && { type: 'number' as const })} maxLength={1000} />;
}

const choiceOptions = (choices: readonly string[], t: ReturnType<typeof useT>) =>
  choices.map((choice) => ({
    value: choice,
    label: choiceLabels[choice] === undefined ? choice : t(choiceLabels[choice]),
  }));

function Money({ label, path, value, onChange }: Pick<OneProps, 'label' | 'path' | 'value' | 'onChange'>) {
  const t = useT();
  const [amount = '', currency = 'EUR'] = value.split(' ');
  return (
    <div className="grid grid-cols-[1fr_5rem] gap-2">
      <TextInput
        label={label}
        hideLabel
        path={path}
        type="number"
        value={amount}
        onChange={(next) => onChange(`${next} ${currency}`)}
      />
      <TextInput
        label={t('Currency')}
        hideLabel
        value={currency}
        maxLength={3}
        onChange={(next) => onChange(`${amount} ${next.toUpperCase().replace(/ /g, '')}`)}
      />
    </div>
  );
}

type Props = {
  condition: ConditionDraft;
  shape: Shape;
  choices: readonly string[] | undefined;
  onChange: (changes: Partial<ConditionDraft>) => void;
  path: string;
};

/** What the operator of a condition compares with. */
export function ValueInputs({ condition, shape, choices, onChange, path }: Props) {
  const t = useT();
  const { values, unit } = condition;
  const set = (index: number, value: string): void => {
    const next = [...values];
    next[index] = value;
    onChange({ values: Array.from(next, (each: string | undefined) => each ?? '') });
  };
  const one = (index: number, label: string, at: string, type = shape.type) => (
    <OneValue
      type={type}
      choices={choices}
      label={label}
      path={at}
      value={values[index] ?? ''}
      onChange={(value) => set(index, value)}
    />
  );
  switch (shape.takes) {
    case 'nothing':
      return null;
    case 'one':
      return one(0, t('Value'), path);
    case 'day':
      return one(0, t('Day'), path, 'date');
    case 'record-type':
      return <RecordTypeValue path={path} value={values[0] ?? ''} onChange={(value) => set(0, value)} />;
    case 'span':
      return (
        <div className="grid grid-cols-[minmax(3.5rem,1fr)_minmax(5.5rem,7rem)] gap-2">
          <TextInput
            label={t('How many')}
            hideLabel
            path={path}
            type="number"
            min={1}
            value={values[0] ?? ''}
            onChange={(value) => set(0, value)}
          />
          <Select
            label={t('Unit')}
            hideLabel
            value={unit}
            onChange={(next) => onChange({ unit: next })}
            options={units.map((each) => ({ value: each, label: t(unitLabels[each]) }))}
          />
        </div>
      );
    case 'pair':
      return (
        <div className="grid gap-2 sm:grid-cols-2">
          {one(0, t('From'), `${path}.0`)}
          {one(1, t('Up to'), `${path}.1`)}
        </div>
      );
    case 'some':
      return (
        <SomeValues type={shape.type} choices={choices} values={values} path={path} onChange={onChange} />
      );
  }
}

/** The type of the records that a condition asks about. */
function RecordTypeValue({ path, value, onChange }: Pick<OneProps, 'path' | 'value' | 'onChange'>) {
  const t = useT();
  const types = useRecordTypes();
  return (
    <Select
      label={t('Type of records')}
      hideLabel
      path={path}
      value={value}
      empty={t('Choose')}
      options={types.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
    />
  );
}

function SomeValues({
  type,
  choices,
  values,
  path,
  onChange,
}: {
  type: FieldType;
  choices: readonly string[] | undefined;
  values: readonly string[];
  path: string;
  onChange: Props['onChange'];
}) {
  const t = useT();
  const { users } = useUsers();
  const listed =
    type === 'user'
      ? users.map(({ id, name }) => ({ value: id, label: name }))
      : choices === undefined
        ? undefined
        : choiceOptions(choices, t);
  if (listed !== undefined)
    return (
      <fieldset className="border-line grid max-h-48 gap-1.5 overflow-y-auto rounded-md border px-3 py-2">
        <legend className="sr-only">{t('Values')}</legend>
        {listed.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={values.includes(value)}
            onChange={(on) =>
              onChange({ values: on ? [...values, value] : values.filter((each) => each !== value) })
            }
          />
        ))}
      </fieldset>
    );
  const shown = values.length === 0 ? [''] : values;
  return (
    <div className="grid gap-1.5">
      {shown.map((value, index) => (
        <div key={index} className="grid grid-cols-[1fr_auto] items-start gap-1">
          <OneValue
            type={type}
            choices={undefined}
            label={t('Value {number}', { number: index + 1 })}
            path={`${path}.${String(index)}`}
            value={value}
            onChange={(next) => onChange({ values: shown.map((each, at) => (at === index ? next : each)) })}
          />
          <Button
            look="bare"
            aria-label={t('Remove value {number}', { number: index + 1 })}
            onClick={() => onChange({ values: shown.filter((_, at) => at !== index) })}
          >
            <X size={15} aria-hidden />
          </Button>
        </div>
      ))}
      <Button small className="justify-self-start" onClick={() => onChange({ values: [...shown, ''] })}>
        <Plus size={14} aria-hidden />
        {t('Add a value')}
      </Button>
    </div>
  );
}
