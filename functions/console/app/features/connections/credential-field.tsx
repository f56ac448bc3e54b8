import { useT } from '../../i18n/i18n.ts';
import { Select, TextArea, TextInput } from '../../ui/inputs.tsx';
import type { Kind, ServiceField } from './connection-words.ts';
import { fieldWords, optionWords } from './field-words.ts';

/** One value that connecting takes; of a secret one that is kept only that it is. */
export function CredentialField({
  kind,
  field,
  isOptional,
  isKept,
  value,
  onChange,
}: {
  kind: Kind;
  field: ServiceField;
  isOptional: boolean;
  isKept: boolean;
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useT();
  const { name, secret, options } = field;
  const words = fieldWords[`${kind}.${name}`];
  const called = words === undefined ? field.label : t(words.label);
  const hint = words === undefined ? field.description : t(words.hint);
  const common = {
    label: isOptional ? t('{label} (optional)', { label: called }) : called,
    path: `${secret ? 'credentials' : 'settings'}.${name}`,
    hint,
    value,
    onChange,
  };
  if (options !== undefined)
    return (
      <Select
        {...common}
        options={options.map((each) => ({
          value: each,
          label: optionWords[each] === undefined ? each : t(optionWords[each]),
        }))}
      />
    );
  const placeholder = isKept ? t('Kept. Left empty, it stays.') : undefined;
  if (name === 'privateKey')
    return (
      <TextArea
        {...common}
        rows={5}
        className="font-mono text-sm"
        placeholder={placeholder ?? '-----BEGIN PRIVATE KEY-----'}
      />
    );
  return (
    <TextInput
      {...common}
      maxLength={10_000}
      {...(secret && { type: 'password' as const, autoComplete: 'new-password' })}
      {...(placeholder !== undefined && { placeholder })}
    />
  );
}
