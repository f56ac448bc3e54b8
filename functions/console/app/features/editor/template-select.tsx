import { useT } from '../../i18n/i18n.ts';
import { Select } from '../../ui/inputs.tsx';
import { useEvery } from './use-every.ts';

/** One of the templates of a kind, by name. */
export function TemplateSelect({
  label,
  path,
  kind,
  value,
  onChange,
  empty,
}: {
  label: string;
  path: string;
  kind: 'mail' | 'sms' | 'task' | 'user-mail';
  value: string;
  onChange: (id: string) => void;
  /** What stands there while none is chosen. */
  empty?: string;
}) {
  const t = useT();
  const { items, isLoading } = useEvery('GET /v1/templates', { query: { kind, limit: 100 } });
  return (
    <Select
      label={label}
      path={path}
      value={value}
      onChange={onChange}
      empty={empty ?? t('Choose a template')}
      options={items.map(({ id, name }) => ({ value: id, label: name }))}
      {...(!isLoading &&
        items.length === 0 && { hint: t('There is no template of this kind yet: write one first.') })}
    />
  );
}
