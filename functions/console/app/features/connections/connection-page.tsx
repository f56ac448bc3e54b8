import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Read } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useIs } from '../../shell/me.tsx';
import { AddressOnce } from './address.tsx';
import { isCrm, purposes, type Connection, type Service } from './connection-words.ts';
import { HealthBadge } from './health-badge.tsx';
import { HealthPart } from './health-part.tsx';
import { Manage } from './manage.tsx';
import { SetUp } from './set-up.tsx';
import { Writes } from './writes.tsx';

const route = getRouteApi('/shell/connections/$kind');
const REFRESH_MS = 10_000;

/** One service: its guided set-up, and once it is connected how it fares. */
export function ConnectionPage() {
  const t = useT();
  const { kind } = route.useParams();
  const services = useRead('GET /v1/connections', {});
  const service = services.data?.items.find((each) => each.kind === kind);
  if (service === undefined)
    return (
      <Page title={t('Connection')} above={<Link to="/connections">{t('Connections')}</Link>}>
        <Read of={services}>{() => <Empty title={t('There is no such service')} />}</Read>
      </Page>
    );
  return <OneService key={kind} service={service} />;
}

function OneService({ service }: { service: Service }) {
  const t = useT();
  const { kind, label } = service;
  const isSuperAdmin = useIs('super_admin');
  const [address, setAddress] = useState<string>();
  // What is not connected is not asked for again and again: the form that connects it would be lost.
  const isNone = !service.connected;
  const read = useRead(
    'GET /v1/connections/{kind}',
    { params: { kind } },
    { enabled: service.connected, refreshMs: REFRESH_MS },
  );
  const connection = isNone ? undefined : read.data;
  return (
    <Page
      title={label}
      above={<Link to="/connections">{t('Connections')}</Link>}
      about={
        <span className="flex flex-wrap items-center gap-2">
          {connection !== undefined && <HealthBadge state={connection.health.state} />}
          {t(purposes[kind])}
        </span>
      }
      actions={connection !== undefined && isSuperAdmin && <Manage connection={connection} />}
    >
      {address !== undefined && <AddressOnce address={address} label={label} />}
      {isNone ? (
        isSuperAdmin ? (
          <SetUp service={service} connection={undefined} onAddress={setAddress} />
        ) : (
          <Empty title={t('{name} is not connected', { name: label })}>
            <p>{t('A super admin of your organisation can connect it.')}</p>
          </Empty>
        )
      ) : (
        <Read of={{ ...read, data: connection }}>
          {(data) => <Connected service={service} connection={data} onAddress={setAddress} />}
        </Read>
      )}
    </Page>
  );
}

function Connected({
  service,
  connection,
  onAddress,
}: {
  service: Service;
  connection: Connection;
  onAddress: (address: string) => void;
}) {
  const t = useT();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const { kind, health } = connection;
  // What was never seen working, or reads nothing yet, is still being set up; and stays so while it is.
  const [first] = useState(() =>
    health.lastGoodAt === undefined || (isCrm(kind) && health.objects.length === 0) ? 'set-up' : 'health',
  );
  const current = (['health', 'set-up', 'writes'] as const).find((each) => each === tab) ?? first;
  return (
    <>
      {health.warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
      <Tabs
        label={t('Parts of the connection')}
        current={current === 'writes' && !isCrm(kind) ? first : current}
        onChange={(next) => void navigate({ search: (before) => ({ ...before, tab: next }) })}
        tabs={[
          { id: 'health', label: t('How it fares'), content: <HealthPart connection={connection} /> },
          {
            id: 'set-up',
            label: t('Set-up'),
            content: <SetUp service={service} connection={connection} onAddress={onAddress} />,
          },
          ...(isCrm(kind)
            ? [
                {
                  id: 'writes' as const,
                  label:
                    health.toRetry > 0
                      ? t('Writes ({count} to retry)', { count: health.toRetry })
                      : t('Writes'),
                  content: <Writes kind={kind} />,
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
