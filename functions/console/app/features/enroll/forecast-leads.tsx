import { useState } from 'react';
import type { Answer } from '../../api/operations.ts';
import { when } from '../../i18n/format.ts';
import { msg, useT, type Message } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Badge } from '../../ui/notice.tsx';
import { becauseWords } from '../../why/because-words.ts';
import type { Names } from '../../why/told.ts';
import { useNames } from '../../why/use-names.ts';

type Line = Answer<'POST /v1/forecasts'>['leads'][number];
type End = NonNullable<Line['end']>['outcome'];

const PAGE = 20;
const ends: Record<End, Message> = {
  finished: msg('finished on {at}'),
  stopped: msg('stops on {at}'),
  held: msg('held for a person on {at}'),
};

/** Every lead with its steps, when each goes and why then. */
export function ForecastLeads({ lines, nameOf }: { lines: readonly Line[]; nameOf: (id: string) => string }) {
  const t = useT();
  const names = useNames();
  const [shown, setShown] = useState(PAGE);
  if (lines.length === 0) return null;
  return (
    <section className="grid gap-2">
      <h3 className="font-medium">{t('Lead by lead')}</h3>
      <ul className="border-line divide-line divide-y rounded-md border">
        {lines.slice(0, shown).map((line) => (
          <li key={line.enrollmentId}>
            <details open={lines.length === 1}>
              <summary className="hover:bg-raised cursor-pointer px-3 py-2">
                <span className="font-medium">{nameOf(line.leadId)}</span>{' '}
                <span className="text-soft">
                  {line.steps[0] !== undefined && when(line.steps[0].at)}
                  {line.end?.outcome === 'held' && ' · '}
                </span>
                {line.end?.outcome === 'held' && <Badge tone="warn">{t('would be held')}</Badge>}
              </summary>
              <Steps line={line} names={names} />
            </details>
          </li>
        ))}
      </ul>
      {lines.length > shown && (
        <Button small className="justify-self-start" onClick={() => setShown(shown + 100)}>
          {t('Show more')}
        </Button>
      )}
    </section>
  );
}

function Steps({ line, names }: { line: Line; names: Names }) {
  const t = useT();
  const { end } = line;
  return (
    <ol className="grid gap-2 px-3 pb-3">
      {line.steps.map((step) => (
        <li key={step.step} className="grid gap-x-4 sm:grid-cols-[11rem_1fr]">
          <span className="text-soft tabular-nums">{when(step.at)}</span>
          <span>
            {step.name} {step.outcome === 'skipped' && <Badge tone="warn">{t('skipped')}</Badge>}
            {step.outcome === 'task' && <Badge>{t('task')}</Badge>}
            {step.because.length > 0 && (
              <span className="text-soft block text-sm">
                {step.because.map((each) => becauseWords(t, each, names)).join(' · ')}
              </span>
            )}
          </span>
        </li>
      ))}
      {end !== undefined && (
        <li className="text-soft text-sm">
          {t(ends[end.outcome], { at: when(end.at) })}: {becauseWords(t, end.because, names)}
        </li>
      )}
    </ol>
  );
}
