import { useList } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Card } from '../../ui/page.tsx';
import { Failed, Loading, ShowMore } from '../../ui/states.tsx';
import { EnrolmentRow } from './enrolment-row.tsx';
import { isOver } from './enrolment-status.tsx';
import type { OneLead } from './lead-name.ts';

/** The sequences of the lead: what comes next, when and why; and those that are over. */
export function EnrolmentsCard({ lead }: { lead: OneLead }) {
  const t = useT();
  const list = useList('GET /v1/enrollments', { query: { lead: lead.id, limit: 100 } });
  const active = list.items.filter((each) => !isOver(each));
  const ended = list.items.filter(isOver);
  return (
    <Card title={t('What comes next')}>
      {list.isLoading ? (
        <Loading />
      ) : list.error !== null && list.items.length === 0 ? (
        <Failed error={list.error} again={list.again} />
      ) : (
        <div className="grid gap-4">
          {active.length === 0 && (
            <p className="text-soft">
              {t('In no sequence at present: nothing goes out to this lead automatically.')}
            </p>
          )}
          {active.map((enrolment) => (
            <EnrolmentRow key={enrolment.id} enrolment={enrolment} />
          ))}
          {ended.length > 0 && (
            <details>
              <summary className="text-soft cursor-pointer">
                {t('{count, plural, one {# sequence is over} other {# sequences are over}}', {
                  count: ended.length,
                })}
              </summary>
              <div className="mt-3 grid gap-4">
                {ended.map((enrolment) => (
                  <EnrolmentRow key={enrolment.id} enrolment={enrolment} />
                ))}
              </div>
            </details>
          )}
          <ShowMore of={list} />
        </div>
      )}
    </Card>
  );
}
