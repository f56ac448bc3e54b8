import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Page } from '../../ui/page.tsx';
import { toast } from '../../ui/toast.tsx';
import { useUnsaved } from '../editor/use-unsaved.ts';
import { WorkflowEditor } from './workflow-editor.tsx';
import { bodyOf, newWorkflow } from './workflow-form.ts';

const route = getRouteApi('/shell/workflows/new');

/** Makes a workflow. */
export function NewWorkflowPage() {
  const t = useT();
  const { sequence = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const [isChanged, setChanged] = useState(false);
  const leave = useUnsaved(isChanged);
  const [initial] = useState(() => newWorkflow(sequence));
  const post = useAct('POST /v1/workflows', {
    refreshes: ['GET /v1/workflows'],
    onDone: ({ id, name }) => {
      leave();
      toast(t('“{name}” is saved.', { name }));
      void navigate({ to: '/workflows/$id', params: { id } });
    },
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
