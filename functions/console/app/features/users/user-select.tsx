import { Select } from '../../ui/inputs.tsx';
import { useUsers } from './use-users.ts';

/** One of the users, by name. */
export function UserSelect({
  label,
  value,
  onChange,
  path,
  hint,
  hideLabel = false,
  empty,
}: {
  label: string;
  value: string;
  onChange: (id: string) => void;
  path?: string;
  hint?: string;
  hideLabel?: boolean;
  /** What stands there while nobody is chosen. */
  empty?: string;
}) {
  const { users } = useUsers();
  return (
    <Select
      label={label}
      hideLabel={hideLabel}
      value={value}
      onChange={onChange}
      options={users.map(({ id, name }) => ({ value: id, label: name }))}
      {...(path !== undefined && { path })}
      {...(hint !== undefined && { hint })}
      {...(empty !== undefined && { empty })}
    />
  );
}
