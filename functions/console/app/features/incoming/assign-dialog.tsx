import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { toast } from '../../ui/toast.tsx';
import { LeadPicker } from '../leads/lead-picker.tsx';
import type { IncomingEvent } from './event-words.ts';

/** Says whose call or booking it was. */
export function AssignDialog({ event, onClose }: { event: IncomingEvent; onClose: () => void }) {
  const t = useT();
  const [leadId, setLeadId] = useState<string>();
  const assign = useAct('POST /v1/incoming-events/{id}/assign', {
    refreshes: ['GET /v1/incoming-events', 'GET /v1/leads'],
    onDone: () => {
      toast(t('It stands with the lead now.'));
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('Whose was it?')} about={event.says}>
      <Form
        error={assign.error}
        onSubmit={() => {
          if (leadId !== undefined) assign.mutate({ params: { id: event.id }, body: { leadId } });
        }}
        actions={
          <FormButtons
            action={t('Assign')}
            busy={assign.isPending}
            disabled={leadId === undefined}
            onCancel={onClose}
          />
        }
      >
        <div className="min-h-24">
          <LeadPicker label={t('Lead')} value={leadId} onChange={setLeadId} />
        </div>
        <p className="text-soft text-sm">
          {t(
            'It counts from then on as if the lead had been recognised: in the history, the score and the workflows. The number or the address of the lead stays as it is.',
          )}
        </p>
      </Form>
    </Dialog>
  );
}
