import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '../../api/operations.ts';
import { useAct, useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { useGroups, useUsers } from '../users/use-users.ts';
import { attemptWords, failureOf, states, tookWords, types, type Attempt } from './delivery-words.ts';
import { LeadLink } from './lead-link.tsx';

type Delivery = Answer<'GET /v1/webhook-deliveries/{id}'>;
const route = getRouteApi('/shell/webhooks/$id');
const REFRESH_MS = 2000;

/** One delivery: what was sent, every try with what the receiver answered, and sending it again. */
export function DeliveryPage() {
  const t = useT();
  const { id } = route.useParams();
  const isManager = useIs('manager');
  const [isAsked, setAsked] = useState(false);
  const asked = { params: { id } };
  const first = useRead('GET /v1/webhook-deliveries/{id}', asked);
  const isPending = first.data?.state.status === 'pending';
  const delivery = useRead('GET /v1/webhook-deliveries/{id}', asked, {
    refreshMs: isPending ? REFRESH_MS : undefined,
  });
  const redeliver = useAct('POST /v1/webhook-deliveries/{id}/redeliver', {
    refreshes: ['GET /v1/webhook-deliveries'],
    onDone: () => {
      setAsked(false);
      toast(t('It is being sent again.'));
    },
  });
  return (
    <Page
      title={delivery.data === undefined ? t('Webhook delivery') : t(types[delivery.data.type])}
      above={<Link to="/webhooks">{t('Webhooks')}</Link>}
      actions={
        isManager &&
        delivery.data !== undefined && (
          <Button
            onClick={() => {
              redeliver.reset();
              setAsked(true);
            }}
          >
            {t('Send it again')}
          </Button>
        )
      }
    >
      <Read of={delivery}>{(read) => <DeliveryParts delivery={read} />}</Read>
      <Confirm
        open={isAsked}
        onClose={() => setAsked(false)}
        onConfirm={() => redeliver.mutate({ params: { id } })}
        title={t('Send it again?')}
        action={t('Send it again')}
        busy={redeliver.isPending}
        error={redeliver.error}
      >
        {t(
          'At once, then for a day until the receiver takes it, to the address in the present settings. It bears the same id, so that the receiver can tell that it is the same news.',
        )}
      </Confirm>
    </Page>
  );
}

function DeliveryParts({ delivery }: { delivery: Delivery }) {
  const t = useT();
  const { nameOf } = useUsers();
  const { nameOf: nameOfGroup } = useGroups();
  const nameOfScope = (scope: string): string => {
    const [level, id] = scope.split('.');
    if (level === 'organisation') return t('The organisation');
    return level === 'group' ? nameOfGroup(id) : nameOf(id);
  };
  const { state, attempts, payload } = delivery;
  const failure = failureOf(delivery);
  const text = JSON.stringify(payload, null, 2);
  const columns: Column<Attempt>[] = [
    { id: 'at', header: t('When'), cell: ({ at }) => when(at) },
    { id: 'status', header: t('Result'), cell: (attempt) => attemptWords(attempt, t) },
    { id: 'took', header: t('Duration'), isNumber: true, cell: (attempt) => tookWords(attempt, t) },
    {
      id: 'answer',
      header: t('Beginning of the answer'),
      cell: ({ answer }) => (
        <span className="block max-w-96 min-w-40 font-mono text-sm [overflow-wrap:anywhere]">{answer}</span>
      ),
    },
  ];
  return (
    <>
      <Card
        title={t('How it stands')}
        actions={<Badge tone={states[state.status].tone}>{t(states[state.status].label)}</Badge>}
      >
        <Facts
          of={[
            failure !== undefined && [t('Why'), t(failure)],
            state.nextAt !== undefined && [t('Tried next'), when(state.nextAt)],
            [t('When'), when(delivery.at)],
            delivery.leadId !== undefined && [t('Lead'), <LeadLink key="lead" id={delivery.leadId} />],
            [t('By'), nameOf(delivery.by)],
            delivery.sequenceId === undefined
              ? [t('By the settings of'), nameOfScope(delivery.scope ?? `user.${delivery.ownerId}`)]
              : [t('Feedback sequence'), delivery.sequenceId],
            [t('Id for the receiver'), <code key="id">{delivery.id}</code>],
          ]}
        />
      </Card>
      <section className="grid gap-2">
        <h2>{t('Tries, the newest first')}</h2>
        <DataTable
          isOfPage={false}
          caption={t('Tries, the newest first')}
          columns={columns}
          list={{ items: attempts.toReversed(), isLoading: false, error: null }}
          rowId={({ at }) => at}
          empty={<p className="text-soft">{t('It was not tried yet.')}</p>}
        />
      </section>
      <Card
        title={t('What is sent')}
        actions={<CopyButton text={text} name={t('What is sent')} label={t('Copy')} />}
      >
        <pre tabIndex={0} className="max-h-[32rem] overflow-auto font-mono text-sm">
          {text}
        </pre>
      </Card>
    </>
  );
}
