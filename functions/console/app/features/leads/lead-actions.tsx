import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Button, buttonClasses } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { toast } from '../../ui/toast.tsx';
import { CallDialog } from './call-dialog.tsx';
import { EraseLead } from './erase-lead.tsx';
import { ExportLead } from './export-lead.tsx';
import { leadName, type OneLead } from './lead-name.ts';
import { TaskDialog } from './task-dialog.tsx';

type Asking = 'call' | 'task' | 'convert' | 'disqualify' | 'unsubscribe' | 'erase' | 'export';
const refreshes = ['GET /v1/leads', 'GET /v1/enrollments', 'GET /v1/tasks'];

/** What can be done with a lead as a whole. */
export function LeadActions({ lead }: { lead: OneLead }) {
  const t = useT();
  const isAdmin = useIs('admin');
  const navigate = useNavigate();
  const [asking, setAsking] = useState<Asking>();
  const close = (): void => setAsking(undefined);
  const name = leadName(lead);
  const params = { id: lead.id };
  const options = { refreshes, onDone: close };
  const convert = useAct('POST /v1/leads/{id}/convert', options);
  const disqualify = useAct('POST /v1/leads/{id}/disqualify', options);
  const unsubscribe = useAct('POST /v1/leads/{id}/unsubscribe', options);
  const reopen = useAct('POST /v1/leads/{id}/reopen', {
    refreshes,
    onDone: () => toast(t('The lead is open again')),
  });
  const items: (MenuItem | 'line')[] = [
    { label: t('New task'), onSelect: () => setAsking('task') },
    { label: t('Export everything'), onSelect: () => setAsking('export') },
    'line',
    ...(lead.status === 'lead'
      ? [{ label: t('Convert into a contact'), onSelect: () => setAsking('convert') }]
      : []),
    lead.status === 'disqualified'
      ? { label: t('Reopen'), onSelect: () => reopen.mutate({ params }) }
      : { label: t('Disqualify'), onSelect: () => setAsking('disqualify'), danger: true },
    ...(lead.suppression.unsubscribedAt === undefined
      ? [{ label: t('Unsubscribe'), onSelect: () => setAsking('unsubscribe'), danger: true }]
      : []),
    ...(isAdmin
      ? ['line' as const, { label: t('Erase everything'), onSelect: () => setAsking('erase'), danger: true }]
      : []),
  ];
  return (
    <>
      <Link to="/enroll" search={{ leads: lead.id }} className={buttonClasses('main')}>
        {t('Enrol')}
      </Link>
      <Button onClick={() => setAsking('call')}>{t('Record a call')}</Button>
      <Menu trigger={<Button>{t('More')}</Button>} items={items} />
      {asking === 'call' && <CallDialog leadId={lead.id} onClose={close} />}
      {asking === 'task' && <TaskDialog leadId={lead.id} onClose={close} />}
      {asking === 'export' && <ExportLead lead={lead} onClose={close} />}
      {asking === 'erase' && (
        <EraseLead
          lead={lead}
          onClose={close}
          onErased={() => {
            close();
            void navigate({ to: '/leads' });
          }}
        />
      )}
      <Confirm
        open={asking === 'convert'}
        onClose={close}
        title={t('Convert {name} into a contact?', { name })}
        action={t('Convert')}
        busy={convert.isPending}
        error={convert.error}
        onConfirm={() => convert.mutate({ params })}
      >
        {t(
          'Its sequences stop, save those that go on after a conversion, and your webhook is told if there is one. It cannot be taken back.',
        )}
      </Confirm>
      <Confirm
        open={asking === 'disqualify'}
        onClose={close}
        title={t('Disqualify {name}?', { name })}
        action={t('Disqualify')}
        busy={disqualify.isPending}
        error={disqualify.error}
        onConfirm={() => disqualify.mutate({ params })}
      >
        {t(
          'Its sequences stop at once, and your webhook is told if there is one. It can be reopened later, but what was stopped stays stopped.',
        )}
      </Confirm>
      <Confirm
        open={asking === 'unsubscribe'}
        onClose={close}
        title={t('Unsubscribe {name}?', { name })}
        action={t('Unsubscribe')}
        busy={unsubscribe.isPending}
        error={unsubscribe.error}
        onConfirm={() => unsubscribe.mutate({ params })}
      >
        {t(
          'Nothing more goes out to this person of what your rules skip for people who unsubscribed, in any sequence, now and later.',
        )}
      </Confirm>
    </>
  );
}
