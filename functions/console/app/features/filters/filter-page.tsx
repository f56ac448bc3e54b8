import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '../../api/operations.ts';
import { useAct, useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Card, Page } from '../../ui/page.tsx';
import { DeleteButton } from '../editor/delete-button.tsx';
import { OpenedPage } from '../editor/opened-page.tsx';
import { useAfterDelete } from '../editor/use-after-delete.ts';
import { useUsers } from '../users/use-users.ts';
import { EnrollMatching } from './enroll-matching.tsx';
import { Explain } from './explain.tsx';
import { draftOf } from './filter-draft.ts';
import { FilterEditor } from './filter-editor.tsx';
import { Matching } from './matching.tsx';

const route = getRouteApi('/shell/filters/$id');
type SavedFilter = Answer<'GET /v1/filters/{id}'>;

/** A saved filter: its conditions, what matches it now, and why. */
export function FilterPage() {
  const t = useT();
  const { id } = route.useParams();
  const read = useRead('GET /v1/filters/{id}', { params: { id } });
  return (
    <OpenedPage id={id} read={read} title={t('Filter')} above={<Link to="/filters">{t('Filters')}</Link>}>
      {(filter, { key, onReload }) => <Opened key={key} filter={filter} onReload={onReload} />}
    </OpenedPage>
  );
}

function Opened({ filter, onReload }: { filter: SavedFilter; onReload: () => void }) {
  const t = useT();
  const { nameOf } = useUsers();
  const [isChanged, setChanged] = useState(false);
  const [revision, setRevision] = useState(filter.revision);
  const { id, name, over, shared } = filter;
  const [initial] = useState(() => ({ name, over, shared, group: draftOf(filter.filter) }));
  const put = useAct('PUT /v1/filters/{id}', {
    refreshes: ['GET /v1/filters', 'POST /v1/filters/{id}/'],
    onDone: (saved) => setRevision(saved.revision),
  });
  const remove = useAct('DELETE /v1/filters/{id}', {
    onDone: useAfterDelete('/filters', name, isChanged),
  });
  return (
    <Page
      title={name}
      above={<Link to="/filters">{t('Filters')}</Link>}
      about={t('Made by {name}, last changed {when}', {
        name: nameOf(filter.createdBy),
        when: when(filter.changedAt, 'dayWithYear'),
      })}
      actions={
        <DeleteButton name={name} act={remove} onDelete={() => remove.mutate({ params: { id }, revision })}>
          {t('Lists and automations can no longer use it. This cannot be undone.')}
        </DeleteButton>
      }
    >
      <div className="grid items-start gap-5 xl:grid-cols-[3fr_2fr]">
        <Card title={t('What it asks')}>
          <FilterEditor
            initial={initial}
            isNew={false}
            busy={put.isPending}
            error={put.error}
            onReload={onReload}
            onChanged={setChanged}
            onSave={(body, done) => put.mutate({ params: { id }, body, revision }, { onSuccess: done })}
          />
        </Card>
        <div className="grid min-w-0 gap-5">
          <Matching id={id} over={over} revision={filter.revision} isChanged={isChanged} />
          <Explain filter={filter} />
          {over === 'leads' && <EnrollMatching id={id} />}
        </div>
      </div>
    </Page>
  );
}
