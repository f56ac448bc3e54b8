import { Link } from '@tanstack/react-router';
import type { Answer } from '../../api/operations.ts';
import { useRead } from '../../api/queries.ts';
import { number, when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';

/** The check that nothing is lost, in words: everybody who was enrolled is somewhere. */
export function ReconciliationCard() {
  const t = useT();
  const counted = useRead('GET /v1/reconciliation', {});
  return (
    <Card title={t('Nothing lost')}>
      <Read of={counted}>{(counts) => <Sum counts={counts} />}</Read>
    </Card>
  );
}

function Sum({ counts }: { counts: Answer<'GET /v1/reconciliation'> }) {
  const t = useT();
  const { at, balanced, enrolled, finished, stopped, paused, pending, unknown, expiredClaims } = counts;
  if (at === undefined)
    return <p className="text-soft">{t('Not counted yet: the first count comes within the hour.')}</p>;
  const parts = [
    [t('Finished'), finished],
    [t('Stopped'), stopped],
    [t('Paused'), paused],
    [t('Under way'), pending],
  ] as const;
  return (
    <div className="grid gap-3">
      {balanced ? (
        <p>
          {t('{count, plural, one {One enrolment is} other {All # enrolments are}} accounted for.', {
            count: enrolled,
          })}
        </p>
      ) : (
        <Notice tone="bad" role="alert">
          {t(
            'The sum is not right: {enrolled} were enrolled, {found} were found. The next count repairs what a crash left open; if it says the same tomorrow, tell whoever runs this installation.',
            { enrolled: number(enrolled), found: number(finished + stopped + paused + pending) },
          )}
        </Notice>
      )}
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {parts.map(([label, count]) => (
          <div key={label}>
            <dt className="text-soft text-sm">{label}</dt>
            <dd className="text-lg font-semibold tabular-nums">{number(count)}</dd>
          </div>
        ))}
      </dl>
      <p className="text-soft text-sm">
        {t('Under way: the next step has its time, waits in the queue of its sender, or waits for a task.')}{' '}
        {t('Counted {moment}.', { moment: when(at) })}
      </p>
      {unknown > 0 && (
        <Notice tone="warn">
          {t(
            '{count, plural, one {Of one message} other {Of # messages}} nobody knows whether it went out.',
            {
              count: unknown,
            },
          )}{' '}
          {expiredClaims > 0 &&
            t('{count, plural, one {One was} other {# were}} found by this check alone.', {
              count: expiredClaims,
            })}{' '}
          <Link to="/unknown" className="text-warn font-medium">
            {t('Decide')}
          </Link>
        </Notice>
      )}
    </div>
  );
}
