import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { Facts } from '../../ui/page.tsx';
import { useUsers } from '../users/use-users.ts';
import { durationText } from './duration.ts';
import type { Task } from './task-types.ts';

/** What became of a task that is not open. */
export function TaskClosed({ task }: { task: Task }) {
  const t = useT();
  const { nameOf } = useUsers();
  const { closedAt, closedBy, outcome, durationSeconds, skipLabel, skipNote, sentAt } = task;
  const said = {
    planned: t('It appears on the list when it is due, in working hours.'),
    open: '',
    completed: sentAt === undefined ? t('This task is done.') : t('The message was sent.'),
    skipped: t('This task was skipped.'),
    cancelled: t('This task was taken back, or its sequence ended first.'),
  }[task.status];
  return (
    <div className="grid gap-3">
      <Notice>{said}</Notice>
      <Facts
        of={[
          closedAt !== undefined && [t('When'), when(closedAt)],
          closedBy !== undefined && [t('By'), nameOf(closedBy)],
          outcome !== undefined && [t('Outcome'), outcome],
          durationSeconds !== undefined && [t('Duration'), durationText(durationSeconds)],
          skipLabel !== undefined && [t('Reason'), skipLabel],
          skipNote !== undefined && [t('Note'), skipNote],
        ]}
      />
    </div>
  );
}
