import type { ReactNode } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { TextInput } from '../../ui/inputs.tsx';

/** The filters over a list: part of a name, and what more there is. */
export function SearchLine({
  name,
  onName,
  children,
}: {
  name: string | undefined;
  onName: (name: string | undefined) => void;
  children?: ReactNode;
}) {
  const t = useT();
  return (
    <div role="search" className="grid grid-cols-[repeat(auto-fit,minmax(11rem,16rem))] items-end gap-3">
      <TextInput
        label={t('Name')}
        type="search"
        value={name ?? ''}
        onChange={(text) => onName(text === '' ? undefined : text)}
        placeholder={t('Part of the name')}
      />
      {children}
    </div>
  );
}
