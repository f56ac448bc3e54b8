import { Link } from '@tanstack/react-router';
import { useList, useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { useUsers } from '../users/use-users.ts';
import { useTimeline } from './use-timeline.ts';

/** Events that close a task of no sequence. */
const closing = new Set(['custom-task-completed', 'custom-task-skipped', 'custom-task-cancelled']);

/** The tasks about a lead that are open or planned: those of its sequences, and those made by hand. */
export function TasksCard({ leadId }: { leadId: string }) {
  const t = useT();
  const enrolments = useList('GET /v1/enrollments', { query: { lead: leadId, limit: 100 } });
  const timeline = useTimeline(leadId);
  const events = timeline.items.flatMap((activity) => activity.events.map(({ event }) => event));
  const closed = new Set(events.filter(({ type }) => closing.has(type)).map(({ task }) => task));
  const made = events
    .filter(({ type, task }) => type === 'custom-task-created' && !closed.has(task))
    .map(({ task }) => String(task));
  const ofSteps = enrolments.items.flatMap(({ state }) => state.taskId ?? []);
  const ids = [...new Set([...ofSteps, ...made])];
  return (
    <Card title={t('Open tasks')}>
      {ids.length === 0 ? (
        <p className="text-soft">{t('No task is open.')}</p>
      ) : (
        <ul className="grid gap-3">
          {ids.map((id) => (
            <TaskLine key={id} id={id} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function TaskLine({ id }: { id: string }) {
  const t = useT();
  const { nameOf } = useUsers();
  const { data } = useRead('GET /v1/tasks/{id}', { params: { id } });
  if (data === undefined || (data.status !== 'open' && data.status !== 'planned')) return null;
  return (
    <li>
      <Link to="/today" search={{ task: id, user: data.userId }} className="font-medium">
        {data.name}
      </Link>{' '}
      {data.late && <Badge tone="bad">{t('late')}</Badge>}
      <span className="text-soft block text-sm">
        {nameOf(data.userId)} · {when(data.dueAt ?? data.openedAt)}
      </span>
    </li>
  );
}
