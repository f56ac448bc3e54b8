import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { dayAfter, dayOf, dayText, number, when } from '../../i18n/format.ts';
import { useT, type Say } from '../../i18n/i18n.ts';
import { classes } from '../../ui/class-names.ts';
import { Empty, Failed, Loading, ShowMore } from '../../ui/states.tsx';
import { showInList } from '../../ui/two-panes.tsx';
import { useUsers } from '../users/use-users.ts';
import { typeIcons, typeLabels, type Task } from './task-types.ts';
import type { TaskGroup, useTasks } from './use-tasks.ts';

const route = getRouteApi('/shell/today');

/** The tasks by day, late ones first. */
export function TaskList({
  tasks,
  current,
  onSelect,
}: {
  tasks: ReturnType<typeof useTasks>;
  current: string | undefined;
  onSelect: (id: string) => void;
}) {
  const t = useT();
  const { user } = route.useSearch();
  const { nameOf } = useUsers();
  const { groups, isLoading, error, again } = tasks;
  if (isLoading) return <Loading />;
  if (error !== null && groups.length === 0) return <Failed error={error} again={again} />;
  if (groups.length === 0) return <NoTask />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {groups.map((group) => (
        <section key={group.key} aria-labelledby={`tasks-${group.key}`}>
          <h2 id={`tasks-${group.key}`} className="text-soft mb-1 flex gap-2 text-sm font-medium">
            <span className={classes(group.kind === 'late' && 'text-bad')}>{titleOf(group, t)}</span>
            <span className="tabular-nums">{number(group.tasks.length)}</span>
          </h2>
          <ul className="border-line bg-paper divide-line divide-y overflow-hidden rounded-lg border">
            {group.tasks.map((task) => (
              <Row
                key={task.id}
                task={task}
                isCurrent={task.id === current}
                onSelect={onSelect}
                whose={user === undefined ? undefined : nameOf(task.userId)}
              />
            ))}
          </ul>
        </section>
      ))}
      <ShowMore of={tasks} />
      <p className="text-soft hidden text-xs lg:block">
        {t('Keys: j next, k previous, e done, s skip, o open the lead.')}
      </p>
    </div>
  );
}

function titleOf({ kind, key }: TaskGroup, t: Say): string {
  if (kind === 'late') return t('Late');
  const today = dayOf(new Date());
  if (key === today) return t('Today');
  if (key === dayAfter(today, 1)) return t('Tomorrow');
  return key === dayAfter(today, -1) ? t('Yesterday') : dayText(key);
}

function Row({
  task,
  isCurrent,
  onSelect,
  whose,
}: {
  task: Task;
  isCurrent: boolean;
  onSelect: (id: string) => void;
  whose: string | undefined;
}) {
  const t = useT();
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent) showInList(row.current);
  }, [isCurrent]);
  const Icon = typeIcons[task.type];
  const about = [task.lead?.name, task.lead?.account].filter(Boolean).join(' · ');
  return (
    <li>
      <button
        ref={row}
        type="button"
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => onSelect(task.id)}
        className={classes(
          'flex w-full items-start gap-2.5 px-3 py-2 text-left -outline-offset-2',
          isCurrent ? 'bg-tint' : 'hover:bg-raised',
        )}
      >
        <Icon size={16} className="text-soft mt-0.5 shrink-0" aria-label={t(typeLabels[task.type])} />
        <span className="min-w-0 flex-1">
          <span className="block font-medium [overflow-wrap:anywhere]">{task.name}</span>
          <span className="text-soft block truncate text-sm">{about}</span>
          {whose !== undefined && <span className="text-soft block truncate text-sm">{whose}</span>}
        </span>
        <span className={classes('shrink-0 text-sm tabular-nums', task.late ? 'text-bad' : 'text-soft')}>
          {when(task.openedAt, task.late ? 'day' : 'time')}
        </span>
      </button>
    </li>
  );
}

function NoTask() {
  const t = useT();
  const { user, due, type, sequence } = route.useSearch();
  const isFiltered = [user, due, type, sequence].some((value) => value !== undefined);
  return isFiltered ? (
    <Empty title={t('No task matches the filters')} />
  ) : (
    <Empty title={t('All tasks are done')}>
      <p>{t('New ones appear here when a step of a sequence is due, in your working hours.')}</p>
    </Empty>
  );
}
