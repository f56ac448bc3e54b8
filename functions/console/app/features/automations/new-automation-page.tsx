import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Page } from '../../ui/page.tsx';
import { idOfName } from '../editor/id-of-name.ts';
import { useAfterMade } from '../editor/use-after-made.ts';
import { useEvery } from '../editor/use-every.ts';
import { AutomationEditor } from './automation-editor.tsx';
import { bodyOf, newAutomation } from './automation-form.ts';

const route = getRouteApi('/shell/automations/new');

/** Makes an automation; it does nothing before it is activated. */
export function NewAutomationPage() {
  const t = useT();
  const { filter = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const [isChanged, setChanged] = useState(false);
  const automations = useEvery('GET /v1/automations', { query: { limit: 100 } }).items;
  const sequences = useEvery('GET /v1/sequences', { query: { limit: 100 } }).items;
  const [initial] = useState(() => newAutomation(filter));
  const put = useAct('PUT /v1/automations/{id}', {
    refreshes: ['GET /v1/automations'],
    onDone: useAfterMade(
      isChanged,
      (id) => void navigate({ to: '/automations/$id', params: { id }, search: { tab: 'activate' } }),
    ),
  });
  return (
    <Page title={t('New automation')} above={<Link to="/automations">{t('Automations')}</Link>}>
      <AutomationEditor
        initial={initial}
        isNew
        isActive={false}
        busy={put.isPending}
        error={put.error}
        onChanged={setChanged}
        onReload={() => put.reset()}
        onSave={(form) => {
          // Its steps run as a sequence of the same id.
          const taken = [...automations, ...sequences].map((each) => each.id);
          put.mutate({ params: { id: idOfName(form.name, 12, taken) }, body: bodyOf(form), revision: 'new' });
        }}
      />
    </Page>
  );
}
