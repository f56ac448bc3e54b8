import { useState } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Select, TextInput } from '../../ui/inputs.tsx';

/** For how long to pause: until somebody resumes, or some days. */
export function PauseForm({
  error,
  busy,
  onPause,
}: {
  error: unknown;
  busy: boolean;
  onPause: (length: { days?: number }) => void;
}) {
  const t = useT();
  const [kind, setKind] = useState<'open' | 'days'>('days');
  const [days, setDays] = useState('7');
  return (
    <Form
      error={error}
      onSubmit={() => onPause(kind === 'days' ? { days: Number(days) } : {})}
      actions={<FormButtons action={t('Pause')} busy={busy} />}
    >
      <Select<'open' | 'days'>
        label={t('For how long')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'days', label: t('For some days') },
          { value: 'open', label: t('Until somebody resumes it') },
        ]}
      />
      {kind === 'days' && (
        <TextInput
          label={t('Days')}
          path="days"
          type="number"
          min={1}
          max={365}
          value={days}
          onChange={setDays}
        />
      )}
      <p className="text-soft text-sm">
        {t('What falls due meanwhile goes out afterwards, within working hours and daily limits.')}
      </p>
    </Form>
  );
}
