import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { Asked } from '../../api/operations.ts';
import { refresh } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toast.tsx';
import { closeUnlessUndone } from './closing.ts';
import { titleOf, type Task } from './task-types.ts';

/** What shows tasks, or what follows from one that is over. */
export const shownWithTasks = ['GET /v1/tasks', 'GET /v1/leads', 'GET /v1/enrollments', 'GET /v1/capacity'];

/**
 * What is done with a task, each in a moment, unless it is undone.
 * @param onOver goes on with the next one
 * @param onSelect goes back to one whose end was undone
 */
export function useTaskActions({
  onOver,
  onSelect,
}: {
  onOver: (id: string) => void;
  onSelect: (id: string) => void;
}) {
  const t = useT();
  const client = useQueryClient();
  const close = (task: Task, said: string, act: () => Promise<unknown>): void => {
    const { id } = task;
    const name = titleOf(task);
    onOver(id);
    closeUnlessUndone(id, said, {
      act,
      refreshed: () => refresh(client, shownWithTasks),
      onUndo: () => onSelect(id),
      onFailure: (error) =>
        toast(
          t('“{name}” stays open: {why}', {
            name,
            why: error instanceof Error ? error.message : String(error),
          }),
        ),
    });
  };
  return {
    complete: (task: Task, said: string, body: Asked<'POST /v1/tasks/{id}/complete'>['body']) =>
      close(task, said, () =>
        call('POST /v1/tasks/{id}/complete', { params: { id: task.id }, ...(body && { body }) }),
      ),
    skip: (task: Task, body: NonNullable<Asked<'POST /v1/tasks/{id}/skip'>['body']>) =>
      close(task, t('Skipped: {name}', { name: titleOf(task) }), () =>
        call('POST /v1/tasks/{id}/skip', { params: { id: task.id }, body }),
      ),
    cancel: (task: Task) =>
      close(task, t('Taken back: {name}', { name: titleOf(task) }), () =>
        call('POST /v1/tasks/{id}/cancel', { params: { id: task.id } }),
      ),
  };
}
