import { Link } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import type { RefObject } from 'react';
import { useList } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { useMe } from '../../shell/me.tsx';
import { leadPath, sequencePath } from '../../shell/paths.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Facts } from '../../ui/page.tsx';
import { useUsers } from '../users/use-users.ts';
import { isMessage, typeLabels, type Task } from './task-types.ts';

/** What the task in hand is, whom it is about, and what can be done with it beside doing it. */
export function TaskHead({
  task,
  heading,
  onReassign,
  onCancel,
}: {
  task: Task;
  heading: RefObject<HTMLHeadingElement | null>;
  onReassign: () => void;
  onCancel: () => void;
}) {
  const t = useT();
  const { userId } = useMe();
  const { nameOf } = useUsers();
  const sequences = useList(
    'GET /v1/sequences',
    { query: { status: 'active', limit: 100, sort: 'name' } },
    { enabled: task.sequenceId !== undefined },
  );
  const sequence = sequences.items.find(({ id }) => id === task.sequenceId);
  const isCustom = task.enrollmentId === undefined;
  const canChange = task.status === 'open' || task.status === 'planned';
  const items = [
    ...(canChange ? [{ label: t('Give to somebody else'), onSelect: onReassign }] : []),
    ...(canChange && isCustom ? [{ label: t('Take back'), onSelect: onCancel, danger: true }] : []),
  ];
  return (
    <header className="border-line grid gap-3 border-b p-4">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <div className="mb-1 flex flex-wrap items-center gap-2">
            <Badge>{t(typeLabels[task.type])}</Badge>
            {task.late && <Badge tone="bad">{t('Late')}</Badge>}
          </div>
          <h2
            id="task-in-hand"
            ref={heading}
            tabIndex={-1}
            className="text-base outline-none [overflow-wrap:anywhere]"
          >
            {task.name}
          </h2>
        </div>
        {items.length > 0 && (
          <Menu
            trigger={
              <Button look="bare" aria-label={t('More for this task')}>
                <Ellipsis size={18} aria-hidden />
              </Button>
            }
            items={items}
          />
        )}
      </div>
      <Facts
        of={[
          [
            t('Lead'),
            <Link key="lead" to={leadPath(task.leadId)}>
              {task.lead?.name || task.lead?.email || task.leadId}
            </Link>,
          ],
          task.lead?.account !== undefined && [t('Account'), task.lead.account],
          task.lead?.email !== undefined && !isMessage(task.type) && [t('Address'), task.lead.email],
          task.sequenceId !== undefined && [
            t('Sequence'),
            <Link key="sequence" to={sequencePath(task.sequenceId)}>
              {sequence?.name ?? task.sequenceId}
            </Link>,
          ],
          task.userId !== userId && [t('On the list of'), nameOf(task.userId)],
          task.createdBy !== undefined &&
            task.createdBy !== task.userId && [t('Made by'), nameOf(task.createdBy)],
          [task.status === 'planned' ? t('Due') : t('On the list since'), when(task.openedAt)],
          task.lateAt !== undefined && !task.late && [t('Late from'), when(task.lateAt)],
        ]}
      />
    </header>
  );
}
