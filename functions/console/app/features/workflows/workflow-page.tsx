import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct, useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Badge, Notice } from '../../ui/notice.tsx';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { DeleteButton } from '../editor/delete-button.tsx';
import { OpenedPage } from '../editor/opened-page.tsx';
import { useAfterDelete } from '../editor/use-after-delete.ts';
import { WorkflowEditor } from './workflow-editor.tsx';
import { bodyOf, formOf, type Workflow } from './workflow-form.ts';

const route = getRouteApi('/shell/workflows/$id');

/** A workflow: when it acts and what it does. */
export function WorkflowPage() {
  const t = useT();
  const { id } = route.useParams();
  const read = useRead('GET /v1/workflows/{id}', { params: { id } });
  return (
    <OpenedPage
      id={id}
      read={read}
      title={t('Workflow')}
      above={<Link to="/workflows">{t('Workflows')}</Link>}
    >
      {(workflow, { key, onReload }) => <Opened key={key} workflow={workflow} onReload={onReload} />}
    </OpenedPage>
  );
}

function Opened({ workflow, onReload }: { workflow: Workflow; onReload: () => void }) {
  const t = useT();
  const { id, name, active, warnings } = workflow;
  const [initial] = useState(() => formOf(workflow));
  const [revision, setRevision] = useState(workflow.revision);
  const [isChanged, setChanged] = useState(false);
  const refreshes = ['GET /v1/workflows'];
  const keep = { refreshes, onDone: (saved: Workflow) => setRevision(saved.revision) };
  const put = useAct('PUT /v1/workflows/{id}', keep);
  const activate = useAct('POST /v1/workflows/{id}/activate', keep);
  const deactivate = useAct('POST /v1/workflows/{id}/deactivate', keep);
  const remove = useAct('DELETE /v1/workflows/{id}', {
    onDone: useAfterDelete('/workflows', name, isChanged),
  });
  return (
    <Page
      title={name}
      above={<Link to="/workflows">{t('Workflows')}</Link>}
      about={active ? <Badge tone="good">{t('Active')}</Badge> : <Badge>{t('Not active')}</Badge>}
      actions={
        <>
          <Link to="/workflows" search={{ tab: 'runs', workflow: id }}>
            {t('What it did')}
          </Link>
          {active ? (
            <Button busy={deactivate.isPending} onClick={() => deactivate.mutate({ params: { id } })}>
              {t('Deactivate')}
            </Button>
          ) : (
            <Button busy={activate.isPending} onClick={() => activate.mutate({ params: { id } })}>
              {t('Activate')}
            </Button>
          )}
          <DeleteButton name={name} act={remove} onDelete={() => remove.mutate({ params: { id }, revision })}>
            {t('What it did stays readable, and what it has begun goes on. This cannot be undone.')}
          </DeleteButton>
        </>
      }
    >
      <ProblemNotice error={activate.error ?? deactivate.error} />
      {workflow.sequenceId !== undefined && !active && (
        <Notice>
          {t(
            'In its sequence it still replaces the one for every sequence, so nothing is done there. Delete it to have that one back.',
          )}
        </Notice>
      )}
      {warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
      <WorkflowEditor
        initial={initial}
        isNew={false}
        busy={put.isPending}
        error={put.error}
        onChanged={setChanged}
        onReload={onReload}
        onSave={(form, done) =>
          put.mutate({ params: { id }, body: { ...bodyOf(form), active }, revision }, { onSuccess: done })
        }
      />
    </Page>
  );
}
