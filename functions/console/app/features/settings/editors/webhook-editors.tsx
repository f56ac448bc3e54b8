import { useState } from 'react';
import { useT } from '../../../i18n/i18n.ts';
import { FieldGroup } from '../../../ui/form.tsx';
import { Checkbox, Select, TextInput } from '../../../ui/inputs.tsx';
import { RowList } from '../row-list.tsx';
import type { EditorProps, Webhook } from '../values.ts';

export function LeadWebhooksEditor({ value, onChange, path }: EditorProps<'leadWebhooks'>) {
  const t = useT();
  return (
    <div className="grid gap-6">
      <WebhookEditor
        label={t('When a lead is converted')}
        path={`${path}.convert`}
        value={value.convert}
        onChange={(convert) => onChange({ ...value, convert })}
      />
      <WebhookEditor
        label={t('When a lead is disqualified')}
        path={`${path}.disqualify`}
        value={value.disqualify}
        onChange={(disqualify) => onChange({ ...value, disqualify })}
      />
    </div>
  );
}

function WebhookEditor({
  label,
  path,
  value,
  onChange,
}: {
  label: string;
  path: string;
  value: Webhook | null;
  onChange: (value: Webhook | null) => void;
}) {
  const t = useT();
  return (
    <FieldGroup label={label} path={path}>
      <Checkbox
        label={t('Call an address')}
        checked={value !== null}
        onChange={(on) =>
          onChange(on ? { url: 'https://', method: 'POST', headers: {}, active: true } : null)
        }
      />
      {value !== null && (
        <div className="border-line grid gap-3 border-l-2 pl-4">
          <div className="grid gap-3 sm:grid-cols-[1fr_8rem]">
            <TextInput
              label={t('Address (URL)')}
              path={`${path}.url`}
              type="url"
              value={value.url}
              onChange={(url) => onChange({ ...value, url })}
            />
            <Select
              label={t('Method')}
              path={`${path}.method`}
              value={value.method ?? 'POST'}
              onChange={(method) => onChange({ ...value, method })}
              options={(['POST', 'PUT', 'PATCH'] as const).map((each) => ({ value: each, label: each }))}
            />
          </div>
          <Headers
            path={`${path}.headers`}
            value={value.headers ?? {}}
            onChange={(headers) => onChange({ ...value, headers })}
          />
          <Checkbox
            label={t('Active')}
            hint={t('While it is not, nothing is sent.')}
            checked={value.active ?? true}
            onChange={(active) => onChange({ ...value, active })}
          />
        </div>
      )}
    </FieldGroup>
  );
}

type HeaderValues = NonNullable<Webhook['headers']>;
type Header = { name: string; value: string | null };

/** Values are secret: those that are kept are not shown, and stay as they are unless written anew. */
function Headers({
  path,
  value,
  onChange,
}: {
  path: string;
  value: HeaderValues;
  onChange: (value: HeaderValues) => void;
}) {
  const t = useT();
  const [rows, setRows] = useState<Header[]>(() =>
    Object.entries(value).map(([name, each]) => ({ name, value: each })),
  );
  const change = (next: Header[]): void => {
    setRows(next);
    onChange(Object.fromEntries(next.flatMap((row) => (row.name === '' ? [] : [[row.name, row.value]]))));
  };
  return (
    <FieldGroup
      label={t('Further headers')}
      path={path}
      hint={t('Values are kept encrypted and are never shown again.')}
    >
      <RowList
        items={rows}
        onChange={change}
        add={t('Add a header')}
        fresh={() => ({ name: '', value: '' })}
        nameOf={({ name }) => name}
      >
        {(row, set) => (
          <>
            <TextInput
              label={t('Header')}
              path={`${path}.${row.name}`}
              placeholder="authorization"
              value={row.name}
              onChange={(name) => set({ ...row, name })}
            />
            <TextInput
              label={t('Value')}
              value={row.value ?? ''}
              placeholder={row.value === null ? t('kept as it is') : ''}
              onChange={(next) => set({ ...row, value: next })}
            />
          </>
        )}
      </RowList>
    </FieldGroup>
  );
}
