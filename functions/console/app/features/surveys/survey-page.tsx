import { getRouteApi, Link } from '@tanstack/react-router';
import { useAct, useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Tabs, type Tab } from '../../ui/tabs.tsx';
import { DeleteButton } from '../editor/delete-button.tsx';
import { OpenedPage } from '../editor/opened-page.tsx';
import { useAfterDelete } from '../editor/use-after-delete.ts';
import { Draft } from './draft.tsx';
import { Results } from './results.tsx';
import type { Survey } from './survey-draft.ts';
import { SurveyPreview } from './survey-preview.tsx';
import { Versions } from './versions.tsx';

const route = getRouteApi('/shell/surveys/$id');
const tabs = ['questions', 'preview', 'results', 'versions'] as const;
type TabId = (typeof tabs)[number];

/** A survey: its draft, its page as clients see it, what they answered, and its versions. */
export function SurveyPage() {
  const t = useT();
  const { id } = route.useParams();
  const read = useRead('GET /v1/surveys/{id}', { params: { id } });
  return (
    <OpenedPage id={id} read={read} title={t('Survey')} above={<Link to="/surveys">{t('Surveys')}</Link>}>
      {(survey, { key, onReload }) => <Opened survey={survey} draftKey={key} onReload={onReload} />}
    </OpenedPage>
  );
}

function Opened({ survey, draftKey, onReload }: { survey: Survey; draftKey: string; onReload: () => void }) {
  const t = useT();
  const isAdmin = useIs('admin');
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const { id, name, currentVersion } = survey;
  const remove = useAct('DELETE /v1/surveys/{id}', {
    onDone: useAfterDelete('/surveys', name),
  });
  const known = tabs.find((each) => each === tab);
  const current: TabId = known ?? (isAdmin ? 'questions' : 'results');
  const all: Tab<TabId>[] = [
    ...(isAdmin
      ? [
          {
            id: 'questions' as const,
            label: t('Questions'),
            content: <Draft key={draftKey} survey={survey} onReload={onReload} />,
          },
        ]
      : []),
    { id: 'preview', label: t('As clients see it'), content: <SurveyPreview survey={survey} /> },
    { id: 'results', label: t('Results'), content: <Results survey={survey} /> },
    { id: 'versions', label: t('Versions'), content: <Versions survey={survey} /> },
  ];
  return (
    <Page
      title={name}
      above={<Link to="/surveys">{t('Surveys')}</Link>}
      about={
        currentVersion === 0 ? (
          <Badge>{t('Not published yet')}</Badge>
        ) : (
          <Badge tone="good">{t('Clients are asked version {version}', { version: currentVersion })}</Badge>
        )
      }
      actions={
        isAdmin && (
          <DeleteButton
            name={name}
            act={remove}
            onDelete={() => remove.mutate({ params: { id }, revision: survey.revision })}
          >
            {t('What was answered stays. The survey and its draft are gone for good.')}
          </DeleteButton>
        )
      }
    >
      <Tabs
        label={t('Parts of the survey')}
        current={current}
        onChange={(next) => void navigate({ search: { tab: next } })}
        tabs={all}
      />
    </Page>
  );
}
