import { Link } from '@tanstack/react-router';
import { CalendarDays, Phone, Users } from 'lucide-react';
import { useRead } from '../../api/queries.ts';
import { fromNow } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { buttonClasses } from '../../ui/button.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { purposes, sortNames, sorts, troubleWords, type Service } from './connection-words.ts';
import { HealthBadge } from './health-badge.tsx';

const REFRESH_MS = 30_000;
const icons = { crm: Users, calendar: CalendarDays, calls: Phone };

/** The services that can be connected, by what they are for, each with how it fares. */
export function ConnectionsPage() {
  const t = useT();
  const isSuperAdmin = useIs('super_admin');
  const services = useRead('GET /v1/connections', {}, { refreshMs: REFRESH_MS });
  return (
    <Page
      title={t('Connections')}
      about={t('Your CRM, your calendar and your telephone, joined with Relance. One of each kind.')}
    >
      <Read of={services}>
        {({ items }) => (
          <div className="grid gap-7">
            {!isSuperAdmin && !items.some(({ connected }) => connected) && (
              <p className="text-soft">{t('A super admin of your organisation can connect a service.')}</p>
            )}
            {sortNames.map((sort) => (
              <SortPart key={sort} sort={sort} services={items.filter((each) => each.sort === sort)} />
            ))}
          </div>
        )}
      </Read>
    </Page>
  );
}

function SortPart({ sort, services }: { sort: Service['sort']; services: readonly Service[] }) {
  const t = useT();
  const Icon = icons[sort];
  if (services.length === 0) return null;
  return (
    <section className="grid gap-3" aria-labelledby={`sort-${sort}`}>
      <header className="grid gap-0.5">
        <h2 id={`sort-${sort}`} className="flex items-center gap-2">
          <Icon size={17} aria-hidden className="text-soft" />
          {t(sorts[sort].label)}
        </h2>
        <p className="text-soft max-w-prose">{t(sorts[sort].about)}</p>
      </header>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,19rem),1fr))] gap-3">
        {services.map((service) => (
          <ServiceCard key={service.kind} service={service} />
        ))}
      </ul>
    </section>
  );
}

function ServiceCard({ service }: { service: Service }) {
  const t = useT();
  const isSuperAdmin = useIs('super_admin');
  const { kind, label, connected } = service;
  return (
    <li className="border-line bg-paper flex min-w-0 flex-col gap-2 rounded-lg border p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{label}</h3>
        {connected ? <Fares kind={kind} /> : <Badge>{t('Not connected')}</Badge>}
      </div>
      <p className="text-soft flex-1">{t(purposes[kind])}</p>
      {connected && <Line kind={kind} />}
      <div>
        {(connected || isSuperAdmin) && (
          <Link
            to="/connections/$kind"
            params={{ kind }}
            aria-label={connected ? t('Open {name}', { name: label }) : t('Connect {name}', { name: label })}
            className={buttonClasses('plain', true)}
          >
            {connected ? t('Open') : t('Connect')}
          </Link>
        )}
      </div>
    </li>
  );
}

const useConnection = (kind: Service['kind']) =>
  useRead('GET /v1/connections/{kind}', { params: { kind } }, { refreshMs: REFRESH_MS }).data;

function Fares({ kind }: { kind: Service['kind'] }) {
  const connection = useConnection(kind);
  return connection?.kind === kind && <HealthBadge state={connection.health.state} />;
}

/** What is wrong, else when it last worked. */
function Line({ kind }: { kind: Service['kind'] }) {
  const t = useT();
  const health = useConnection(kind)?.health;
  if (health === undefined) return null;
  if (health.problem !== undefined)
    return <p className="text-bad text-sm">{t(troubleWords[health.problem.trouble].what)}</p>;
  return (
    <p className="text-soft text-sm">
      {health.lastGoodAt === undefined
        ? t('It has not worked yet.')
        : t('Last worked {when}', { when: fromNow(health.lastGoodAt) })}
      {health.toRetry > 0 &&
        ` · ${t('{count, plural, one {# write to retry} other {# writes to retry}}', { count: health.toRetry })}`}
    </p>
  );
}
