import { useT } from '../../i18n/i18n.ts';
import { dayAfter, dayOf, dayText } from '../../i18n/format.ts';
import { FilterSelect } from '../../ui/inputs.tsx';
import { useEvery } from '../editor/use-every.ts';
import { UserSelect } from '../users/user-select.tsx';

/** What of the answers is looked at; absent: everything. */
export type ResultsSearch = {
  sequence?: string | undefined;
  employee?: string | undefined;
  month?: string | undefined;
  completed?: string | undefined;
  question?: string | undefined;
  value?: string | undefined;
};

const MONTHS = 24;

/** The months up to now, the latest first, as `2027-03`. */
function latestMonths(): string[] {
  const months: string[] = [];
  let day = dayOf(new Date());
  while (months.length < MONTHS) {
    months.push(day.slice(0, 7));
    day = dayAfter(`${day.slice(0, 7)}-01`, -1);
  }
  return months;
}

export const monthText = (month: string): string => dayText(`${month}-01`, 'month');

/** Narrows results down: by sequence, employee, month, and whether answers were sent off. */
export function ResultsFilter({
  surveyId,
  search,
  onChange,
}: {
  surveyId: string;
  search: ResultsSearch;
  onChange: (changes: ResultsSearch) => void;
}) {
  const t = useT();
  const sequences = useEvery('GET /v1/feedback-sequences', { query: { limit: 100 } }).items;
  const asking = sequences.filter(({ settings }) => settings.survey === surveyId);
  return (
    <div
      role="search"
      className="grid grid-cols-[repeat(auto-fit,minmax(10rem,1fr))] items-end gap-3 print:hidden"
    >
      <FilterSelect
        label={t('Feedback sequence')}
        value={search.sequence}
        onChange={(next) => onChange({ sequence: next })}
        empty={t('All')}
        options={asking.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <UserSelect
        label={t('Whose work it is about')}
        value={search.employee ?? ''}
        onChange={(next) => onChange({ employee: next || undefined })}
        empty={t('Everybody')}
      />
      <FilterSelect
        label={t('Begun in')}
        value={search.month}
        onChange={(next) => onChange({ month: next })}
        empty={t('Any month')}
        options={latestMonths().map((month) => ({ value: month, label: monthText(month) }))}
      />
      <FilterSelect
        label={t('Sent off')}
        value={search.completed}
        onChange={(next) => onChange({ completed: next })}
        empty={t('Completed or not')}
        options={[
          { value: 'true', label: t('Completed') },
          { value: 'false', label: t('Begun and not completed') },
        ]}
      />
    </div>
  );
}
