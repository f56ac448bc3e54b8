import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { preferredLanguage, useT } from '../../i18n/i18n.ts';
import { Page } from '../../ui/page.tsx';
import { idOfName } from '../editor/id-of-name.ts';
import { useAfterMade } from '../editor/use-after-made.ts';
import { useEvery } from '../editor/use-every.ts';
import { bodyOf, newSurvey } from './survey-draft.ts';
import { SurveyEditor } from './survey-editor.tsx';

const route = getRouteApi('/shell/surveys/new');

/** Makes a survey. */
export function NewSurveyPage() {
  const t = useT();
  const navigate = route.useNavigate();
  const [isChanged, setChanged] = useState(false);
  const { items } = useEvery('GET /v1/surveys', { query: { limit: 100 } });
  const [initial] = useState(newSurvey);
  const put = useAct('PUT /v1/surveys/{id}', {
    refreshes: ['GET /v1/surveys'],
    onDone: useAfterMade(
      isChanged,
      (id) => void navigate({ to: '/surveys/$id', params: { id }, search: {} }),
    ),
  });
  return (
    <Page title={t('New survey')} above={<Link to="/surveys">{t('Surveys')}</Link>}>
      <SurveyEditor
        initial={initial}
        isNew
        language={preferredLanguage()}
        busy={put.isPending}
        error={put.error}
        onChanged={setChanged}
        onReload={() => put.reset()}
        onSave={(form) => {
          const taken = items.map((each) => each.id);
          put.mutate({ params: { id: idOfName(form.name, 20, taken) }, body: bodyOf(form), revision: 'new' });
        }}
      />
    </Page>
  );
}
