import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Card, Page } from '../../ui/page.tsx';
import { idOfName } from '../editor/id-of-name.ts';
import { useAfterMade } from '../editor/use-after-made.ts';
import { useEvery } from '../editor/use-every.ts';
import { newCondition, newGroup } from './filter-draft.ts';
import { FilterEditor } from './filter-editor.tsx';

const route = getRouteApi('/shell/filters/new');

/** Makes a filter. */
export function NewFilterPage() {
  const t = useT();
  const { over = 'leads' } = route.useSearch();
  const navigate = route.useNavigate();
  const [isChanged, setChanged] = useState(false);
  const { items } = useEvery('GET /v1/filters', { query: { limit: 100 } });
  const put = useAct('PUT /v1/filters/{id}', {
    refreshes: ['GET /v1/filters'],
    onDone: useAfterMade(
      isChanged,
      (id) => void navigate({ to: '/filters/$id', params: { id }, search: {} }),
    ),
  });
  const [initial] = useState(() => ({
    name: '',
    over,
    shared: true,
    group: newGroup('all', [newCondition()]),
  }));
  return (
    <Page title={t('New filter')} above={<Link to="/filters">{t('Filters')}</Link>}>
      <Card>
        <FilterEditor
          initial={initial}
          isNew
          busy={put.isPending}
          error={put.error}
          onChanged={setChanged}
          onReload={() => put.reset()}
          onSave={(body) => {
            const id = idOfName(
              body.name,
              40,
              items.map((each) => each.id),
            );
            put.mutate({ params: { id }, body, revision: 'new' });
          }}
        />
      </Card>
    </Page>
  );
}
