import { Link } from '@tanstack/react-router';
import { number, percent, when } from '../../i18n/format.ts';
import { useT, type Say } from '../../i18n/i18n.ts';
import { Bars } from '../../ui/bars.tsx';
import { buttonClasses } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { ComesIn } from './comes-in.tsx';
import { isCrm, refusals, troubleWords, type Connection, type Health } from './connection-words.ts';

/** From this share on the day’s allowance is nearly used. */
const NEARLY = 0.8;

/** How a connection fares: what is wrong and what to mend, when it last worked, what it used, what waits. */
export function HealthPart({ connection }: { connection: Connection }) {
  const t = useT();
  const { kind, health, paused } = connection;
  return (
    <div className="grid gap-5">
      {paused !== undefined && (
        <Notice tone="warn">
          {t('Paused since {when}. What happens meanwhile waits.', { when: when(paused.since) })}
        </Notice>
      )}
      {health.problem !== undefined && <Problem kind={kind} problem={health.problem} />}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card title={t('Now')}>
          <Facts
            of={[
              [t('State'), stateWords(health, t)],
              [t('Last worked'), health.lastGoodAt === undefined ? t('Not yet') : when(health.lastGoodAt)],
              health.lastTriedAt !== undefined && [t('Last tried'), when(health.lastTriedAt)],
              health.notBefore !== undefined && [t('Asked to wait until'), when(health.notBefore)],
              health.lagSeconds !== undefined && [t('Behind by'), lagWords(health.lagSeconds, t)],
              isCrm(kind) && [t('Waiting to be written'), atMost(health.waiting, t)],
              isCrm(kind) && [
                t('Failed writes'),
                <FailedWrites key="failed" kind={kind} count={health.toRetry} />,
              ],
            ]}
          />
        </Card>
        <div className="grid gap-5">
          {health.allowance !== undefined && <Allowance of={health.allowance} />}
          <Refused of={health.refused} isReceiving={connection.health.lagSeconds === undefined} />
        </div>
      </div>
      {isCrm(kind) && <ComesIn health={health} />}
    </div>
  );
}

function stateWords({ state, toRetry }: Health, t: Say): string {
  if (state === 'paused') return t('It rests until somebody lets it go on.');
  if (state === 'troubled') return t('Something has to be fixed.');
  if (state === 'waiting') return t('It has not worked yet, or the service asked to wait.');
  return toRetry > 0 ? t('It works, but for the writes that failed.') : t('Everything works.');
}

/** A thousand stands for more. */
const atMost = (count: number, t: Say): string =>
  count >= 1000 ? t('{count} or more', { count: number(1000) }) : number(count);

function lagWords(seconds: number, t: Say): string {
  if (seconds < 120) return t('{count, plural, one {# second} other {# seconds}}', { count: seconds });
  if (seconds < 7200)
    return t('{count, plural, one {# minute} other {# minutes}}', { count: Math.round(seconds / 60) });
  return t('{count, plural, one {# hour} other {# hours}}', { count: Math.round(seconds / 3600) });
}

function FailedWrites({ kind, count }: { kind: Connection['kind']; count: number }) {
  const t = useT();
  if (count === 0) return number(0);
  return (
    <Link to="/connections/$kind" params={{ kind }} search={{ tab: 'writes' }}>
      {t('{count} to be retried', { count: atMost(count, t) })}
    </Link>
  );
}

function Problem({ kind, problem }: { kind: Connection['kind']; problem: NonNullable<Health['problem']> }) {
  const t = useT();
  const { what, mend } = troubleWords[problem.trouble];
  return (
    <Notice tone={problem.trouble === 'lagging' ? 'warn' : 'bad'} role="alert">
      <p className="font-medium">
        {t(what)} <span className="font-normal">{t('Since {when}.', { when: when(problem.since) })}</span>
      </p>
      <p>{t(mend)}</p>
      {problem.detail !== '' && <p className="text-sm [overflow-wrap:anywhere]">{problem.detail}</p>}
      <p className="mt-2 flex flex-wrap gap-2 empty:hidden">
        {problem.trouble === 'unauthorised' && (
          <Link
            to="/connections/$kind"
            params={{ kind }}
            search={{ tab: 'set-up' }}
            className={buttonClasses('plain', true)}
          >
            {t('Go to the set-up')}
          </Link>
        )}
        {problem.trouble === 'mapping' && (
          <Link to="/connections/$kind/mapping" params={{ kind }} className={buttonClasses('plain', true)}>
            {t('Fix the mapping')}
          </Link>
        )}
      </p>
    </Notice>
  );
}

function Allowance({ of: { used, allowed, at } }: { of: NonNullable<Health['allowance']> }) {
  const t = useT();
  const share = allowed === 0 ? 0 : used / allowed;
  return (
    <Card title={t('Calls of the day’s allowance')}>
      <div className="grid gap-2">
        <Bars
          most={Math.max(1, allowed)}
          bars={[
            {
              id: 'used',
              label: t('Used'),
              value: used,
              note: t('of {allowed} ({share})', { allowed: number(allowed), share: percent(share) }),
              tone: share >= 1 ? 'bad' : share >= NEARLY ? 'warn' : 'accent',
            },
          ]}
        />
        <p className="text-soft text-sm">{t('As the service told on {when}.', { when: when(at) })}</p>
      </div>
    </Card>
  );
}

function Refused({ of: refused, isReceiving }: { of: Health['refused']; isReceiving: boolean }) {
  const t = useT();
  const counts = (Object.keys(refusals) as (keyof typeof refusals)[]).flatMap((reason) => {
    const count = refused[reason] ?? 0;
    return count === 0 ? [] : [[reason, count] as const];
  });
  if (counts.length === 0 && !isReceiving) return null;
  return (
    <Card title={t('Requests that were not believed')}>
      {counts.length === 0 ? (
        <p className="text-soft">{t('None.')}</p>
      ) : (
        <div className="grid gap-2">
          <Facts of={counts.map(([reason, count]) => [t(refusals[reason]), number(count)])} />
          <p className="text-soft text-sm">
            {t(
              'Some are usual on the internet. Many that are not signed right mean that the key here is not the key there.',
            )}
          </p>
        </div>
      )}
    </Card>
  );
}
