import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ItemOf } from '../../api/operations.ts';
import { useAct, useList, useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { leadName } from '../leads/lead-name.ts';
import { useUsers } from '../users/use-users.ts';

type Enrollment = ItemOf<'GET /v1/enrollments'>;
type Decision = { enrollment: Enrollment; outcome: 'sent' | 'resend' };

/** Messages of which nobody knows whether they went out: a person decides, since Relance never sends twice by itself. */
export function UnknownPage() {
  const t = useT();
  const { nameOf } = useUsers();
  const list = useList('GET /v1/enrollments', { query: { status: 'unknown' } });
  const [decision, setDecision] = useState<Decision>();
  const resolve = useAct('POST /v1/enrollments/{id}/resolve', {
    refreshes: ['GET /v1/enrollments'],
    onDone: () => {
      setDecision(undefined);
      toast(t('Decided. The sequence goes on.'));
    },
  });
  const columns: Column<Enrollment>[] = [
    { id: 'lead', header: t('Lead'), cell: ({ leadId }) => <LeadLink id={leadId} /> },
    {
      id: 'sequence',
      header: t('Sequence'),
      cell: ({ sequenceId, state }) => `${sequenceId}, ${state.step ?? ''}`,
    },
    { id: 'sender', header: t('Sender'), cell: ({ userId }) => nameOf(userId) },
    { id: 'at', header: t('Tried'), cell: ({ state }) => (state.at === undefined ? '' : when(state.at)) },
    {
      id: 'decide',
      header: t('What happened'),
      cell: (enrollment) => (
        <span className="flex flex-wrap gap-2">
          <Button small onClick={() => setDecision({ enrollment, outcome: 'sent' })}>
            {t('It went out')}
          </Button>
          <Button small onClick={() => setDecision({ enrollment, outcome: 'resend' })}>
            {t('Send it again')}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <Page
      title={t('Unknown outcomes')}
      about={t(
        'The answer of the mail provider was lost, so nobody knows whether these went out. Look into the sent folder, or ask the person, and decide.',
      )}
    >
      <DataTable
        caption={t('Unknown outcomes')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        empty={<Empty title={t('Every outcome is known')} />}
      />
      <Confirm
        open={decision !== undefined}
        onClose={() => setDecision(undefined)}
        onConfirm={() => {
          if (decision !== undefined)
            resolve.mutate({ params: { id: decision.enrollment.id }, body: { outcome: decision.outcome } });
        }}
        title={decision?.outcome === 'resend' ? t('Send it again?') : t('It went out?')}
        action={decision?.outcome === 'resend' ? t('Send it again') : t('It went out')}
        busy={resolve.isPending}
        error={resolve.error}
      >
        {decision?.outcome === 'resend'
          ? t('If it did go out, the person gets it twice. It takes its turn among the mails of the day.')
          : t(
              'It counts as sent, and the sequence goes on from there. If it did not go out, the person never gets it.',
            )}
      </Confirm>
    </Page>
  );
}

function LeadLink({ id }: { id: string }) {
  const lead = useRead('GET /v1/leads/{id}', { params: { id } });
  const to: string = `/leads/${id}`;
  return <Link to={to}>{lead.data === undefined ? id : leadName(lead.data)}</Link>;
}
