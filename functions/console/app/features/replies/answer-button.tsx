import { useNavigate } from '@tanstack/react-router';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';

/** Makes the task of answering a reply, which there is once, and takes it in hand. */
export function AnswerButton({ id }: { id: string }) {
  const t = useT();
  const navigate = useNavigate();
  const act = useAct('POST /v1/replies/{id}/task', {
    refreshes: ['GET /v1/tasks', 'GET /v1/leads'],
    onDone: (task) => void navigate({ to: '/today', search: { task: task.id } }),
  });
  return (
    <div className="grid justify-items-start gap-2">
      <Button look="main" busy={act.isPending} onClick={() => act.mutate({ params: { id } })}>
        {t('Answer')}
      </Button>
      <p className="text-soft text-sm">
        {t(
          'Makes a task, once, and opens it. The answer itself goes from the mailbox that it was forwarded to.',
        )}
      </p>
      <ProblemNotice error={act.error} />
    </div>
  );
}
