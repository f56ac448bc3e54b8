import { useNavigate } from '@tanstack/react-router';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useMe } from '../../shell/me.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { LeadForm, newLeadOf } from './lead-form.tsx';

/** Makes a lead, and goes to it. */
export function CreateLead({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const { userId } = useMe();
  const navigate = useNavigate();
  const create = useAct('POST /v1/leads', {
    refreshes: ['GET /v1/leads'],
    onDone: ({ id }) => {
      toast(t('The lead is there'));
      onClose();
      void navigate({ to: '/leads/$leadId', params: { leadId: id } });
    },
  });
  return (
    <Dialog open={open} onClose={onClose} title={t('New lead')} wide>
      <LeadForm
        ownerId={userId}
        error={create.error}
        busy={create.isPending}
        action={t('Create the lead')}
        onSubmit={(values) => create.mutate({ body: newLeadOf(values) })}
        onCancel={onClose}
      />
    </Dialog>
  );
}
