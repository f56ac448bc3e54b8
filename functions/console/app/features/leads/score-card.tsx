import { useRead } from '../../api/queries.ts';
import { number, when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { pointWords } from '../../why/lead-event-words.ts';
import { Badge } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';

/** The score of the lead, and the points that it comes from (A12). */
export function ScoreCard({ leadId }: { leadId: string }) {
  const t = useT();
  const score = useRead('GET /v1/leads/{id}/score', { params: { id: leadId } });
  return (
    <Card title={t('Score')}>
      <Read of={score}>
        {({ value, threshold, qualified, qualifiedSince, halfLifeDays, latest }) => (
          <div className="grid gap-3">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="text-xl font-semibold tabular-nums">{number(value)}</span>
              <span className="text-soft">
                {t('qualified from {threshold} on', { threshold: number(threshold) })}
              </span>
              {qualified && (
                <Badge tone="accent">
                  {qualifiedSince === undefined
                    ? t('Qualified')
                    : t('Qualified since {day}', { day: when(qualifiedSince, 'dayWithYear') })}
                </Badge>
              )}
            </p>
            {latest.length === 0 ? (
              <p className="text-soft">{t('No points yet.')}</p>
            ) : (
              <ul className="grid gap-1">
                {latest.slice(0, 10).map(({ reason, at, points }, index) => (
                  <li key={index} className="flex gap-2">
                    <span className="min-w-9 text-right tabular-nums">
                      {points > 0 ? `+${points}` : points}
                    </span>
                    <span className="min-w-0 flex-1">
                      {t(pointWords[reason])}
                      <span className="text-soft block text-sm">{when(at)}</span>
                    </span>
                  </li>
                ))}
              </ul>
            )}
            {halfLifeDays !== null && (
              <p className="text-soft text-sm">
                {t('Points lose half of their worth in {days, plural, one {# day} other {# days}}.', {
                  days: halfLifeDays,
                })}
              </p>
            )}
          </div>
        )}
      </Read>
    </Card>
  );
}
