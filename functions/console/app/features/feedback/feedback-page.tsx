import { getRouteApi, Link } from '@tanstack/react-router';
import type { ItemOf } from '../../api/operations.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { buttonClasses } from '../../ui/button.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { FilterSelect } from '../../ui/inputs.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { FoundTable } from '../editor/found-table.tsx';
import { SearchLine } from '../editor/search-line.tsx';
import { hasPart, useEvery } from '../editor/use-every.ts';

type FeedbackSequence = ItemOf<'GET /v1/feedback-sequences'>;
const route = getRouteApi('/shell/feedback');

/** Feedback sequences: which survey each sends, how, and with how many reminders. */
export function FeedbackPage() {
  const t = useT();
  const isAdmin = useIs('admin');
  const { name, survey } = route.useSearch();
  const navigate = route.useNavigate();
  const surveys = useEvery('GET /v1/surveys', { query: { limit: 100 } }).items;
  const list = useEvery('GET /v1/feedback-sequences', { query: { limit: 100 } });
  const set = (changes: { name?: string | undefined; survey?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  const surveyName = (id: string): string => surveys.find((each) => each.id === id)?.name ?? id;
  const columns: Column<FeedbackSequence>[] = [
    {
      id: 'name',
      header: t('Name'),
      sortValue: ({ name }) => name,
      cell: (sequence) => (
        <Link to="/feedback/$id" params={{ id: sequence.id }} className="font-medium">
          {sequence.name}
        </Link>
      ),
    },
    {
      id: 'survey',
      header: t('Survey'),
      sortValue: ({ settings }) => surveyName(settings.survey),
      cell: ({ settings }) => (
        <Link to="/surveys/$id" params={{ id: settings.survey }}>
          {surveyName(settings.survey)}
        </Link>
      ),
    },
    {
      id: 'channel',
      header: t('How clients are reached'),
      sortValue: ({ settings }) => settings.channel,
      cell: ({ settings }) => (settings.channel === 'mail' ? t('By mail') : t('By SMS')),
    },
    {
      id: 'reminders',
      header: t('Reminders'),
      sortValue: ({ settings }) => settings.reminders,
      isNumber: true,
    },
    {
      id: 'results',
      header: t('Results'),
      cell: ({ id, settings }) => (
        <Link to="/surveys/$id" params={{ id: settings.survey }} search={{ tab: 'results', sequence: id }}>
          {t('Results')}
        </Link>
      ),
    },
  ];
  const create = isAdmin && (
    <Link to="/feedback/new" className={buttonClasses('main')}>
      {t('New feedback sequence')}
    </Link>
  );
  const shown = list.items.filter(
    (each) => hasPart(each.name, name) && (survey === undefined || each.settings.survey === survey),
  );
  return (
    <Page
      title={t('Feedback sequences')}
      about={t('Invitations to a survey, with reminders, and who is alerted by the answers.')}
      actions={create}
    >
      <SearchLine name={name} onName={(next) => set({ name: next })}>
        <FilterSelect
          label={t('Survey')}
          value={survey}
          onChange={(next) => set({ survey: next })}
          empty={t('Any survey')}
          options={surveys.map((each) => ({ value: each.id, label: each.name }))}
        />
      </SearchLine>
      <FoundTable
        caption={t('Feedback sequences')}
        columns={columns}
        list={list}
        found={shown}
        nothingFound={t('No feedback sequence matches')}
      >
        <Empty title={t('No feedback sequences yet')}>
          <p>{t('Publish a survey, write an invitation, and say here how they are sent.')}</p>
          {create}
        </Empty>
      </FoundTable>
    </Page>
  );
}
