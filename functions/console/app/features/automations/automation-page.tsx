import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct, useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Badge, Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { DeleteButton } from '../editor/delete-button.tsx';
import { OpenedPage } from '../editor/opened-page.tsx';
import { useAfterDelete } from '../editor/use-after-delete.ts';
import { Activate } from './activate.tsx';
import { AutomationEditor } from './automation-editor.tsx';
import { bodyOf, formOf, type Automation } from './automation-form.ts';
import { Deactivate } from './deactivate.tsx';
import { Matches } from './matches.tsx';

const route = getRouteApi('/shell/automations/$id');
const tabs = ['steps', 'activate', 'matches'] as const;

/** An automation: its steps, what activating it would touch, and what it matched. */
export function AutomationPage() {
  const t = useT();
  const { id } = route.useParams();
  const read = useRead('GET /v1/automations/{id}', { params: { id } });
  return (
    <OpenedPage
      id={id}
      read={read}
      title={t('Automation')}
      above={<Link to="/automations">{t('Automations')}</Link>}
    >
      {(automation, { key, onReload }) => (
        <Opened key={id} automation={automation} editorKey={key} onReload={onReload} />
      )}
    </OpenedPage>
  );
}

function Opened({
  automation,
  editorKey,
  onReload,
}: {
  automation: Automation;
  editorKey: string;
  onReload: () => void;
}) {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { id, name, active, revision } = automation;
  const [isChanged, setChanged] = useState(false);
  const remove = useAct('DELETE /v1/automations/{id}', {
    onDone: useAfterDelete('/automations', name, isChanged),
  });
  const current = tabs.find((tab) => tab === search.tab) ?? 'steps';
  return (
    <Page
      title={name}
      above={<Link to="/automations">{t('Automations')}</Link>}
      about={
        active === undefined ? (
          <Badge>{t('Not active')}</Badge>
        ) : (
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone="good">{t('Active')}</Badge>
            {active.scope === 'new'
              ? t('since {when}, for what was created from then on', { when: when(active.since) })
              : t('since {when}, for all that matches', { when: when(active.since) })}
          </span>
        )
      }
      actions={
        <>
          {active !== undefined && <Deactivate id={id} name={name} revision={revision} />}
          <DeleteButton name={name} act={remove} onDelete={() => remove.mutate({ params: { id }, revision })}>
            {t('Nothing that is under way in it goes on. Its history stays. This cannot be undone.')}
          </DeleteButton>
        </>
      }
    >
      <Tabs
        label={t('Parts of the automation')}
        current={current}
        onChange={(tab) => void navigate({ search: { tab } })}
        tabs={[
          {
            id: 'steps',
            label: t('Steps'),
            content: (
              <Steps key={editorKey} automation={automation} onReload={onReload} onChanged={setChanged} />
            ),
          },
          {
            id: 'activate',
            label: active === undefined ? t('Preview and activate') : t('Preview'),
            content: <Activate automation={automation} />,
          },
          { id: 'matches', label: t('Matches'), content: <Matches id={id} /> },
        ]}
      />
    </Page>
  );
}

function Steps({
  automation,
  onReload,
  onChanged,
}: {
  automation: Automation;
  onReload: () => void;
  onChanged: (isChanged: boolean) => void;
}) {
  const t = useT();
  const { id, active } = automation;
  const [initial] = useState(() => formOf(automation));
  const [revision, setRevision] = useState<number>();
  const put = useAct('PUT /v1/automations/{id}', {
    refreshes: ['GET /v1/automations', 'POST /v1/automations/{id}/preview'],
    onDone: (saved) => setRevision(saved.revision),
  });
  return (
    <div className="grid gap-4">
      {active !== undefined && (
        <Notice tone="accent">{t('It is active, so it stays as it is. Deactivate it to change it.')}</Notice>
      )}
      <AutomationEditor
        initial={initial}
        isNew={false}
        isActive={active !== undefined}
        busy={put.isPending}
        error={put.error}
        onReload={onReload}
        onChanged={onChanged}
        onSave={(form, done) =>
          put.mutate(
            { params: { id }, body: bodyOf(form), revision: revision ?? automation.revision },
            { onSuccess: done },
          )
        }
      />
    </div>
  );
}
