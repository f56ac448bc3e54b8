import { getRouteApi, Link } from '@tanstack/react-router';
import type { ItemOf } from '../../api/operations.ts';
import { when } from '../../i18n/format.ts';
import { preferredLanguage, useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { buttonClasses } from '../../ui/button.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { FilterSelect } from '../../ui/inputs.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { FoundTable } from '../editor/found-table.tsx';
import { SearchLine } from '../editor/search-line.tsx';
import { hasPart, useEvery } from '../editor/use-every.ts';
import { useUsers } from '../users/use-users.ts';
import { wordsIn } from './survey-draft.ts';

type Survey = ItemOf<'GET /v1/surveys'>;
const route = getRouteApi('/shell/surveys');
const isPublished = ({ currentVersion }: Survey): boolean => currentVersion > 0;

/** Surveys, each with its draft and the version that clients are asked. */
export function SurveysPage() {
  const t = useT();
  const isAdmin = useIs('admin');
  const { name, state } = route.useSearch();
  const navigate = route.useNavigate();
  const { nameOf } = useUsers();
  const list = useEvery('GET /v1/surveys', { query: { limit: 100 } });
  const set = (changes: { name?: string | undefined; state?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  const columns: Column<Survey>[] = [
    {
      id: 'name',
      header: t('Name'),
      sortValue: ({ name }) => name,
      cell: (survey) => (
        <>
          <Link to="/surveys/$id" params={{ id: survey.id }} className="font-medium">
            {survey.name}
          </Link>
          <span className="text-soft block text-sm">{wordsIn(survey.draft.title, preferredLanguage())}</span>
        </>
      ),
    },
    {
      id: 'state',
      header: t('State'),
      sortValue: ({ currentVersion }) => currentVersion,
      cell: (survey) =>
        isPublished(survey) ? (
          <Badge tone="good">{t('Version {version}', { version: survey.currentVersion })}</Badge>
        ) : (
          <Badge>{t('Draft')}</Badge>
        ),
    },
    {
      id: 'questions',
      header: t('Questions'),
      sortValue: ({ draft }) => draft.questions.length,
      isNumber: true,
    },
    {
      id: 'published',
      header: t('Published'),
      sortValue: ({ publishedAt }) => publishedAt,
      cell: ({ publishedAt }) => (publishedAt === undefined ? '–' : when(publishedAt, 'dayWithYear')),
    },
    { id: 'by', header: t('Made by'), sortValue: ({ createdBy }) => nameOf(createdBy) },
    {
      id: 'results',
      header: t('Results'),
      cell: (survey) =>
        isPublished(survey) && (
          <Link to="/surveys/$id" params={{ id: survey.id }} search={{ tab: 'results' }}>
            {t('Results')}
          </Link>
        ),
    },
  ];
  const create = isAdmin && (
    <Link to="/surveys/new" className={buttonClasses('main')}>
      {t('New survey')}
    </Link>
  );
  const shown = list.items.filter(
    (each) =>
      hasPart(each.name, name) && (state === undefined || isPublished(each) === (state === 'published')),
  );
  return (
    <Page
      title={t('Surveys')}
      about={t('Questions to clients, which feedback sequences send, and what was answered.')}
      actions={create}
    >
      <SearchLine name={name} onName={(next) => set({ name: next })}>
        <FilterSelect
          label={t('State')}
          value={state}
          onChange={(next) => set({ state: next })}
          empty={t('All')}
          options={[
            { value: 'published', label: t('Published') },
            { value: 'draft', label: t('Draft') },
          ]}
        />
      </SearchLine>
      <FoundTable
        caption={t('Surveys')}
        columns={columns}
        list={list}
        found={shown}
        nothingFound={t('No survey matches')}
      >
        <Empty title={t('No surveys yet')}>
          <p>{t('Write a few questions, publish them, and let a feedback sequence send them.')}</p>
          {create}
        </Empty>
      </FoundTable>
    </Page>
  );
}
