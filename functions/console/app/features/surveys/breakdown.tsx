import { number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Card } from '../../ui/page.tsx';
import { useEvery } from '../editor/use-every.ts';
import { useUsers } from '../users/use-users.ts';
import { monthText, type ResultsSearch } from './results-filter.tsx';
import type { SurveyResults } from './survey-draft.ts';

type Figures = Pick<SurveyResults, 'begun' | 'completed' | 'satisfaction'>;
type Row = Figures & { id: string; name: string; narrow: ResultsSearch };

/** The same figures by month, by employee and by sequence; pressing a name looks at it alone. */
export function Breakdown({
  results,
  onShow,
}: {
  results: SurveyResults;
  onShow: (changes: ResultsSearch) => void;
}) {
  const t = useT();
  const { nameOf } = useUsers();
  const sequences = useEvery('GET /v1/feedback-sequences', { query: { limit: 100 } }).items;
  const tables: { title: string; first: string; rows: Row[] }[] = [
    {
      title: t('By month'),
      first: t('Month'),
      rows: results.byMonth.map((each) => ({
        ...each,
        id: each.month,
        name: monthText(each.month),
        narrow: { month: each.month },
      })),
    },
    {
      title: t('By employee'),
      first: t('Employee'),
      rows: results.byEmployee.map((each) => ({
        ...each,
        id: each.employee,
        name: nameOf(each.employee),
        narrow: { employee: each.employee },
      })),
    },
    {
      title: t('By feedback sequence'),
      first: t('Feedback sequence'),
      rows: results.bySequence.map((each) => ({
        ...each,
        id: each.sequence,
        name: sequences.find(({ id }) => id === each.sequence)?.name ?? each.sequence,
        narrow: { sequence: each.sequence },
      })),
    },
  ];
  return tables.map(({ title, first, rows }) => (
    <Card key={title} title={title}>
      <FiguresTable caption={title} first={first} rows={rows} onShow={onShow} />
    </Card>
  ));
}

function FiguresTable({
  caption,
  first,
  rows,
  onShow,
}: {
  caption: string;
  first: string;
  rows: Row[];
  onShow: (changes: ResultsSearch) => void;
}) {
  const t = useT();
  const orDash = (figure: number | undefined): string => (figure === undefined ? '–' : number(figure));
  const columns: Column<Row>[] = [
    {
      id: 'name',
      header: first,
      cell: ({ name, narrow }) => (
        <button type="button" className="text-accent text-left underline" onClick={() => onShow(narrow)}>
          {name}
        </button>
      ),
    },
    { id: 'begun', header: t('Begun'), isNumber: true, cell: ({ begun }) => number(begun) },
    { id: 'completed', header: t('Completed'), isNumber: true, cell: ({ completed }) => number(completed) },
    {
      id: 'mean',
      header: t('Mean satisfaction'),
      isNumber: true,
      cell: ({ satisfaction }) => orDash(satisfaction.mean),
    },
    {
      id: 'nps',
      header: t('Net Promoter Score'),
      isNumber: true,
      cell: ({ satisfaction }) => orDash(satisfaction.nps),
    },
    {
      id: 'count',
      header: t('Answers'),
      isNumber: true,
      cell: ({ satisfaction }) => number(satisfaction.count),
    },
  ];
  return (
    <DataTable
      isOfPage={false}
      caption={caption}
      columns={columns}
      list={{ items: rows, isLoading: false, error: null }}
      rowId={({ id }) => id}
      empty={<p className="text-soft">{t('Nothing was answered yet')}</p>}
    />
  );
}
