import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { shownZone } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Select, TextInput } from '../../ui/inputs.tsx';
import { afterChange } from './after-change.ts';
import { instantOf } from './local-time.ts';

type How = 'days' | 'until' | 'open';

/** Pauses an enrolment: for days, until a moment, or until somebody resumes it. */
export function PauseEnrolment({ id, open, onClose }: { id: string; open: boolean; onClose: () => void }) {
  const t = useT();
  const [how, setHow] = useState<How>('days');
  const [days, setDays] = useState('3');
  const [until, setUntil] = useState('');
  const pause = useAct('POST /v1/enrollments/{id}/pause', { refreshes: afterChange, onDone: onClose });
  const submit = (): void => {
    const body =
      how === 'open'
        ? {}
        : how === 'days'
          ? { days: Number(days) }
          : { until: until === '' ? '' : instantOf(until, shownZone()) };
    pause.mutate({ params: { id }, body });
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('Pause')}
      about={t(
        'Nothing goes out meanwhile. What falls due goes afterwards, in the usual hours and not all at once.',
      )}
    >
      <Form
        error={pause.error}
        onSubmit={submit}
        actions={<FormButtons action={t('Pause')} busy={pause.isPending} onCancel={onClose} />}
      >
        <Select<How>
          label={t('How long')}
          value={how}
          onChange={setHow}
          options={[
            { value: 'days', label: t('For some days') },
            { value: 'until', label: t('Until a moment') },
            { value: 'open', label: t('Until somebody resumes it') },
          ]}
        />
        {how === 'days' && (
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
        {how === 'until' && (
          <TextInput
            label={t('Until')}
            path="until"
            type="datetime-local"
            hint={t('Time in {zone}', { zone: shownZone() })}
            value={until}
            onChange={setUntil}
          />
        )}
      </Form>
    </Dialog>
  );
}
