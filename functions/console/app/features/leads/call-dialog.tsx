import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { shownZone } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Select, TextInput } from '../../ui/inputs.tsx';
import { toast } from '../../ui/toast.tsx';
import { instantOf, localTextOf } from './local-time.ts';

type Direction = 'incoming' | 'outgoing';

/** Records a telephone call with the lead. */
export function CallDialog({ leadId, onClose }: { leadId: string; onClose: () => void }) {
  const t = useT();
  const [direction, setDirection] = useState<Direction>('outgoing');
  const [at, setAt] = useState(() => localTextOf(Date.now(), shownZone()));
  const [minutes, setMinutes] = useState('5');
  const record = useAct('POST /v1/leads/{id}/calls', {
    refreshes: ['GET /v1/leads/{id}'],
    onDone: () => {
      toast(t('The call is recorded; it appears under what happened in a moment.'));
      onClose();
    },
  });
  const submit = (): void =>
    record.mutate({
      params: { id: leadId },
      body: {
        direction,
        at: at === '' ? '' : instantOf(at, shownZone()),
        seconds: Math.round(Number(minutes.replace(',', '.')) * 60),
      },
    });
  return (
    <Dialog open onClose={onClose} title={t('Record a call')}>
      <Form
        error={record.error}
        onSubmit={submit}
        actions={<FormButtons action={t('Record the call')} busy={record.isPending} onCancel={onClose} />}
      >
        <Select<Direction>
          label={t('Who called')}
          path="direction"
          value={direction}
          onChange={setDirection}
          options={[
            { value: 'outgoing', label: t('I called the lead') },
            { value: 'incoming', label: t('The lead called me') },
          ]}
        />
        <TextInput
          label={t('When it began')}
          path="at"
          type="datetime-local"
          hint={t('Time in {zone}', { zone: shownZone() })}
          value={at}
          onChange={setAt}
        />
        <TextInput
          label={t('How long, in minutes')}
          path="seconds"
          type="number"
          min={0}
          max={1440}
          value={minutes}
          onChange={setMinutes}
        />
      </Form>
    </Dialog>
  );
}
