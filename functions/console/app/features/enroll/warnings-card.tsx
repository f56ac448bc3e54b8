import type { UseQueryResult } from '@tanstack/react-query';
import { useT } from '../../i18n/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { useNames } from '../../why/use-names.ts';
import { warningWords, type Warning } from '../../why/warning-words.ts';
import type { Checked } from './enrolling.ts';

/** What each lead would not get, lead by lead; those for whom everything is as it says are only counted. */
export function WarningsCard({
  check,
  nameOf,
  stepName,
}: {
  check: UseQueryResult<Checked[]>;
  nameOf: (id: string) => string;
  stepName: (step: string) => string;
}) {
  const t = useT();
  return (
    <Card title={t('Warnings')}>
      <Read of={check}>
        {(results) => <Warnings results={results} nameOf={nameOf} stepName={stepName} />}
      </Read>
    </Card>
  );
}

function Warnings({
  results,
  nameOf,
  stepName,
}: {
  results: readonly Checked[];
  nameOf: (id: string) => string;
  stepName: (step: string) => string;
}) {
  const t = useT();
  const names = useNames({ step: stepName });
  const refused = results.filter(({ outcome }) => outcome === 'refused');
  const already = results.filter(({ outcome }) => outcome === 'already-enrolled');
  const warned = results.filter(({ outcome, warnings }) => outcome === 'can-enroll' && !isEmpty(warnings));
  const clear = results.length - refused.length - already.length - warned.length;
  return (
    <div className="grid gap-4">
      <p>
        {t(
          '{count, plural, one {# person gets everything as the sequence says} other {# people get everything as the sequence says}}',
          { count: clear },
        )}
      </p>
      <Group
        title={t('{count, plural, one {# would not be enrolled} other {# would not be enrolled}}', {
          count: refused.length,
        })}
        tone="bad"
        lines={refused.map(({ leadId, why }) => [nameOf(leadId), [why ?? '']])}
      />
      <Group
        title={t(
          '{count, plural, one {# is in the sequence already} other {# are in the sequence already}}',
          { count: already.length },
        )}
        lines={already.map(({ leadId }) => [nameOf(leadId), []])}
      />
      <Group
        title={t('{count, plural, one {# would not get everything} other {# would not get everything}}', {
          count: warned.length,
        })}
        tone="warn"
        lines={warned.map(({ leadId, warnings = [] }) => [
          nameOf(leadId),
          warnings.map((warning: Warning) => warningWords(t, warning, names)),
        ])}
      />
    </div>
  );
}

const isEmpty = (list: readonly unknown[] | undefined): boolean => list === undefined || list.length === 0;

/** Leads with what there is to be said of each. */
export function Group({
  title,
  tone = 'plain',
  lines,
}: {
  title: string;
  tone?: 'plain' | 'good' | 'warn' | 'bad';
  lines: readonly (readonly [string, readonly string[]])[];
}) {
  if (lines.length === 0) return null;
  return (
    <Notice tone={tone}>
      <details open={lines.length <= 10}>
        <summary className="cursor-pointer font-medium">{title}</summary>
        <ul tabIndex={0} className="text-ink mt-2 grid max-h-80 gap-1.5 overflow-auto">
          {lines.map(([name, words], index) => (
            <li key={index} className="[overflow-wrap:anywhere]">
              <span className="font-medium">{name}</span>
              {words.length > 0 && <span className="block">{words.join(' · ')}</span>}
            </li>
          ))}
        </ul>
      </details>
    </Notice>
  );
}
