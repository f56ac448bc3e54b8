import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Page } from '../../ui/page.tsx';
import { useAfterMade } from '../editor/use-after-made.ts';
import { WorkflowEditor } from './workflow-editor.tsx';
import { bodyOf, newWorkflow } from './workflow-form.ts';

const route = getRouteApi('/shell/workflows/new');

/** Makes a workflow. */
export function NewWorkflowPage() {
  const t = useT();
  const { sequence = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const [isChanged, setChanged] = useState(false);
  const [initial] = useState(() => newWorkflow(sequence));
  const post = useAct('POST /v1/workflows', {
    refreshes: ['GET /v1/workflows'],
    onDone: useAfterMade(isChanged, (id) => void navigate({ to: '/workflows/$id', params: { id } })),
  });
  return (
    <Page title={t('New workflow')} above={<Link to="/workflows">{t('Workflows')}</Link>}>
      <WorkflowEditor
        initial={initial}
        isNew
        busy={post.isPending}
        error={post.error}
        onChanged={setChanged}
        onReload={() => post.reset()}
        onSave={(form) => post.mutate({ body: bodyOf(form) })}
      />
    </Page>
  );
}
