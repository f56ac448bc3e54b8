import { useId, useMemo } from 'react';
import { TextInput } from '../../ui/inputs.tsx';

/** A time zone by its IANA name, with those that there are to choose from. */
export function ZoneInput({
  label,
  path,
  value,
  onChange,
  hint,
}: {
  label: string;
  path: string;
  value: string;
  onChange: (zone: string) => void;
  hint?: string;
}) {
  const id = useId();
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  return (
    <div>
      <TextInput
        label={label}
        path={path}
        value={value}
        onChange={onChange}
        list={id}
        {...(hint !== undefined && { hint })}
      />
      <datalist id={id}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </div>
  );
}
