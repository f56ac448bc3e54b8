import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Select, TextInput } from '../../ui/inputs.tsx';
import { toast } from '../../ui/toast.tsx';
import { UserSelect } from '../users/user-select.tsx';
import type { Hold } from './hold-words.ts';

type Channel = Hold['channel'];

/** An instant as a field for day and time shows it, in the zone of the browser. */
const localText = (instant: string): string => {
  const date = new Date(instant);
  const ofZone = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return ofZone.toISOString().slice(0, 16);
};

/** Holds what goes out of everybody or of one sender, or changes why and until when. */
export function HoldDialog({ of, onClose }: { of: Hold | 'new'; onClose: () => void }) {
  const t = useT();
  const before = of === 'new' ? undefined : of;
  const [whom, setWhom] = useState<'organisation' | 'sender'>('organisation');
  const [userId, setUserId] = useState('');
  const [channel, setChannel] = useState<Channel>('all');
  const [note, setNote] = useState(before?.reason.kind === 'person' ? (before.reason.note ?? '') : '');
  const [until, setUntil] = useState(before?.until === undefined ? '' : localText(before.until));
  const [isSenderMissing, setSenderMissing] = useState(false);
  const hold = useAct('PUT /v1/holds/{id}', {
    refreshes: ['GET /v1/holds', 'GET /v1/deliverability'],
    onDone: () => {
      toast(t('Held. What is at the provider at this moment still goes out.'));
      onClose();
    },
  });
  const submit = (): void => {
    const isMissing = before === undefined && whom === 'sender' && userId === '';
    setSenderMissing(isMissing);
    if (isMissing) return;
    const id = before?.id ?? (whom === 'sender' ? `sender.${userId}.${channel}` : `organisation.${channel}`);
    const body = {
      ...(note.trim() !== '' && { note: note.trim() }),
      ...(until !== '' && { until: new Date(until).toISOString() }),
    };
    hold.mutate({ params: { id }, body });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={before === undefined ? t('Hold sending') : t('Change the hold')}
      about={t('Steps wait and go on afterwards; none is lost. Tasks are not held.')}
    >
      <Form
        error={hold.error}
        onSubmit={submit}
        actions={
          <FormButtons
            action={before === undefined ? t('Hold from now on') : t('Save')}
            busy={hold.isPending}
            onCancel={onClose}
          />
        }
      >
        {before === undefined && (
          <>
            <Select
              label={t('Whose messages')}
              value={whom}
              onChange={setWhom}
              options={[
                { value: 'organisation', label: t('Everybody’s') },
                { value: 'sender', label: t('Those of one sender') },
              ]}
            />
            {whom === 'sender' && (
              <div className="grid gap-1">
                <UserSelect
                  label={t('Sender')}
                  value={userId}
                  onChange={setUserId}
                  empty={t('Choose somebody')}
                />
                {isSenderMissing && (
                  <p role="alert" className="text-bad text-sm font-medium">
                    {t('Choose whose messages are held.')}
                  </p>
                )}
              </div>
            )}
            <Select
              label={t('Which messages')}
              value={channel}
              onChange={setChannel}
              options={[
                { value: 'all', label: t('Mails and text messages') },
                { value: 'mail', label: t('Mails') },
                { value: 'sms', label: t('Text messages') },
              ]}
            />
          </>
        )}
        <TextInput
          label={t('Reason (optional)')}
          path="note"
          maxLength={500}
          value={note}
          onChange={setNote}
          hint={t('Everybody whose messages wait reads it.')}
        />
        <TextInput
          type="datetime-local"
          label={t('Until (optional)')}
          path="until"
          value={until}
          onChange={setUntil}
          hint={t('Without a moment it holds until somebody releases it.')}
        />
      </Form>
    </Dialog>
  );
}
