import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../../api/queries.ts';
import { number, percent } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Bars, type Bar } from '../../ui/bars.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty, Read } from '../../ui/states.tsx';
import { BehindFigure } from './behind-figure.tsx';
import { counterNames, counters, type Counter, type Statistics as Figures } from './counters.ts';

const route = getRouteApi('/shell/sequences/$id');
/** The step of figures of the sequence as a whole, as the API names it. */
const WHOLE = '-';

/** The figures of a sequence: of the whole, then step by step; behind each figure are its leads. */
export function Statistics({ id }: { id: string }) {
  const t = useT();
  const { step, counter } = route.useSearch();
  const navigate = route.useNavigate();
  const read = useRead('GET /v1/sequences/{id}/statistics', { params: { id } });
  const show = (shown?: { step: string; counter: Counter }): void =>
    void navigate({
      search: (before) => ({ ...before, step: shown?.step, counter: shown?.counter }),
      resetScroll: false,
    });
  const name = counterNames.find((each) => each === counter);
  return (
    <Read of={read}>
      {(figures) => {
        if ((figures.counts.enrolled ?? 0) === 0)
          return (
            <Empty title={t('No figures yet')}>
              <p>{t('As soon as leads are enrolled, you see here what was sent and what came of it.')}</p>
            </Empty>
          );
        const most = Math.max(1, ...figures.steps.flatMap(({ counts }) => Object.values(counts)));
        return (
          <div className="grid gap-4">
            <Whole figures={figures} onShow={(each) => show({ step: WHOLE, counter: each })} />
            {figures.steps.map(({ step: each, name: stepName, counts, rates }, index) => (
              <Card
                key={each}
                title={<StepName number={index + 1}>{stepName ?? t('A step of a former version')}</StepName>}
              >
                <Bars
                  most={most}
                  bars={counterNames.flatMap((counted): Bar[] => {
                    const value = counts[counted] ?? 0;
                    if (value === 0) return [];
                    const { label, tone } = counters[counted];
                    const rate = counted in rates ? rates[counted as keyof typeof rates] : null;
                    return [
                      {
                        id: counted,
                        label: t(label),
                        value,
                        ...(tone && { tone }),
                        ...(rate !== null && { note: percent(rate) }),
                        onClick: () => show({ step: each, counter: counted }),
                      },
                    ];
                  })}
                />
              </Card>
            ))}
            {name !== undefined && step !== undefined && (
              <BehindFigure
                id={id}
                step={step}
                counter={name}
                stepName={figures.steps.find((each) => each.step === step)?.name}
                onClose={() => show()}
              />
            )}
          </div>
        );
      }}
    </Read>
  );
}

const StepName = ({ number: place, children }: { number: number; children: ReactNode }) => (
  <>
    <span className="text-soft mr-2 font-normal tabular-nums">{place}</span>
    {children}
  </>
);

function Whole({ figures, onShow }: { figures: Figures; onShow: (counter: Counter) => void }) {
  const t = useT();
  const { counts, active, finished, replyRate } = figures;
  return (
    <dl className="grid grid-cols-2 gap-2 sm:grid-cols-5">
      <Figure label={t('Enrolled')} value={number(counts.enrolled ?? 0)} onClick={() => onShow('enrolled')} />
      <Figure label={t('Under way')} value={number(active)} />
      <Figure label={t('Finished')} value={number(finished)} onClick={() => onShow('finished')} />
      <Figure label={t('Stopped')} value={number(counts.stopped ?? 0)} onClick={() => onShow('stopped')} />
      <Figure
        label={t('Reply rate')}
        value={replyRate.rate === null ? '–' : percent(replyRate.rate)}
        note={t('{repliers} of {total} that are over', {
          repliers: number(replyRate.repliers),
          total: number(replyRate.total),
        })}
        {...(replyRate.repliers > 0 && { onClick: () => onShow('replied') })}
      />
    </dl>
  );
}

function Figure({
  label,
  value,
  note,
  onClick,
}: {
  label: string;
  value: string;
  note?: string;
  onClick?: () => void;
}) {
  return (
    <div className="bg-paper border-line rounded-lg border px-3 py-2">
      <dt className="text-soft text-sm">{label}</dt>
      <dd>
        {onClick === undefined || value === '0' ? (
          <span className="text-xl font-semibold tabular-nums">{value}</span>
        ) : (
          <button
            type="button"
            onClick={onClick}
            className="text-accent text-xl font-semibold tabular-nums underline"
          >
            {value}
          </button>
        )}
        {note !== undefined && <span className="text-soft block text-sm">{note}</span>}
      </dd>
    </div>
  );
}
