import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { toast } from '../../ui/toast.tsx';
import { useUsers } from '../users/use-users.ts';
import { leadChangeOf, LeadForm, type LeadValues } from './lead-form.tsx';
import { leadName, type OneLead } from './lead-name.ts';

/** How the lead is reached, and what else is known; to be edited. */
export function FactsCard({ lead, accountName }: { lead: OneLead; accountName: string | undefined }) {
  const t = useT();
  const { nameOf } = useUsers();
  const [isEditing, setEditing] = useState(false);
  return (
    <Card
      title={t('Details')}
      actions={
        <Button small onClick={() => setEditing(true)}>
          {t('Edit')}
        </Button>
      }
    >
      <Facts
        of={[
          [
            t('Email'),
            lead.email === undefined ? t('none') : <a href={`mailto:${lead.email}`}>{lead.email}</a>,
          ],
          [
            t('Telephone'),
            lead.phone === undefined ? t('none') : <a href={`tel:${lead.phone}`}>{lead.phone}</a>,
          ],
          accountName !== undefined && [t('Company'), accountName],
          lead.title !== undefined && [t('Position'), lead.title],
          [t('Owner'), nameOf(lead.ownerId)],
          lead.zone !== undefined && [t('Time zone'), lead.zone],
          lead.language !== undefined && [t('Language'), lead.language],
          lead.country !== undefined && [t('Country'), lead.country],
          ...Object.entries(lead.fields).map(([name, value]) => [name, value] as const),
          [t('Since'), when(lead.createdAt, 'dayWithYear')],
        ]}
      />
      {isEditing && <EditLead lead={lead} onClose={() => setEditing(false)} />}
    </Card>
  );
}

function EditLead({ lead, onClose }: { lead: OneLead; onClose: () => void }) {
  const t = useT();
  // What was read when editing began: another change meanwhile is refused rather than overwritten.
  const [read] = useState(lead);
  const change = useAct('PATCH /v1/leads/{id}', {
    refreshes: ['GET /v1/leads'],
    onDone: () => {
      toast(t('Saved'));
      onClose();
    },
  });
  const save = (values: LeadValues): void => {
    const body = leadChangeOf(read, values);
    if (Object.keys(body).length === 0) onClose();
    else change.mutate({ params: { id: read.id }, body, revision: read.revision });
  };
  return (
    <Dialog open onClose={onClose} title={t('Edit {name}', { name: leadName(read) })} wide>
      <LeadForm
        lead={read}
        ownerId={read.ownerId}
        error={change.error}
        busy={change.isPending}
        action={t('Save')}
        onSubmit={save}
        onCancel={onClose}
      />
    </Dialog>
  );
}
