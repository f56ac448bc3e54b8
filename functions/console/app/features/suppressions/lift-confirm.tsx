import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { TextInput } from '../../ui/inputs.tsx';
import { Notice } from '../../ui/notice.tsx';
import { toast } from '../../ui/toast.tsx';
import { reasons, type Suppression } from './suppression-words.ts';

/** Asks why, and takes an address off the list; the entry stays with who did it. */
export function LiftConfirm({ of, onClose }: { of: Suppression; onClose: () => void }) {
  const t = useT();
  const [note, setNote] = useState('');
  const lift = useAct('DELETE /v1/suppressions/{id}', {
    refreshes: ['GET /v1/suppressions', 'GET /v1/leads'],
    onDone: () => {
      toast(t('{address} is off the list.', { address: of.address }));
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Remove {address} from the list?', { address: of.address })}
      about={t('On it because: {reason}', { reason: t(reasons[of.reason]) })}
    >
      <Form
        error={lift.error}
        onSubmit={() =>
          lift.mutate({
            params: { id: of.id },
            query: { note: note.trim() === '' ? undefined : note.trim() },
          })
        }
        actions={
          <FormButtons
            action={t('Remove from the list')}
            look="danger"
            busy={lift.isPending}
            onCancel={onClose}
          />
        }
      >
        <p>
          {t(
            'Leads with this address are written to again, unless another reason or another address of theirs forbids it. What was skipped or ended stays so.',
          )}
        </p>
        {of.reason !== 'by-hand' && (
          <Notice tone="warn">
            {of.reason === 'bounced'
              ? t(
                  'If the mailbox still does not exist, the next mail comes back and harms how your mails arrive.',
                )
              : t('The person did not want to be written to. Take it off only if they asked you to.')}
          </Notice>
        )}
        <TextInput
          label={t('Why (kept with the entry)')}
          path="note"
          maxLength={500}
          value={note}
          onChange={setNote}
          placeholder={t('Asked for it on the phone')}
        />
      </Form>
    </Dialog>
  );
}
