import { useList } from '../../api/queries.ts';
import { dayOf } from '../../i18n/format.ts';
import type { SearchTexts } from '../../shell/search-texts.ts';
import { useClosing } from './closing.ts';
import type { Task } from './task-types.ts';

/** What the address says of the page. `user`: absent, oneself; `team`, everybody that one sees. */
export type TodaySearch = SearchTexts<'task' | 'due' | 'user' | 'type' | 'sequence'>;

/** How often the list is read again. */
const REFRESH_MS = 60_000;

export type TaskGroup = { key: string; kind: 'late' | 'day'; tasks: Task[] };

/** The tasks that the filters leave, late ones first, then by the day on which they became visible. */
export function useTasks({ due, user, type, sequence }: TodaySearch) {
  const closing = useClosing();
  const whose = user === 'team' ? { team: 'true' } : { user };
  const span = due === 'today' || due === 'overdue' ? { due } : {};
  const query = { ...whose, ...span, type, sequence, limit: 100 };
  const showsLate = due !== 'planned';
  const showsRest = due !== 'late';
  const late = useList(
    'GET /v1/tasks',
    { query: { ...query, late: 'true' } },
    { enabled: showsLate, refreshMs: REFRESH_MS },
  );
  const rest = useList(
    'GET /v1/tasks',
    { query: { ...query, late: 'false', status: due === 'planned' ? 'planned' : 'open' } },
    { enabled: showsRest, refreshMs: REFRESH_MS },
  );
  const parts = [showsLate && late, showsRest && rest].filter((part) => part !== false);
  const open = (tasks: readonly Task[]): Task[] => tasks.filter(({ id }) => !closing.has(id));
  const lateTasks = showsLate ? open(late.items) : [];
  // A task may become late between the two reads.
  const seen = new Set(lateTasks.map(({ id }) => id));
  const groups = groupsOf(lateTasks, showsRest ? open(rest.items).filter(({ id }) => !seen.has(id)) : []);
  return {
    groups,
    order: groups.flatMap(({ tasks }) => tasks),
    isLoading: parts.some(({ isLoading }) => isLoading),
    error: parts.find(({ error }) => error !== null)?.error ?? null,
    hasMore: parts.some(({ hasMore }) => hasMore),
    isLoadingMore: parts.some(({ isLoadingMore }) => isLoadingMore),
    more: () => parts.find(({ hasMore }) => hasMore)?.more(),
    again: () => {
      for (const part of parts) part.again();
    },
  };
}

function groupsOf(late: Task[], rest: readonly Task[]): TaskGroup[] {
  const byDay = new Map<string, Task[]>();
  for (const task of rest) {
    const day = dayOf(task.openedAt);
    byDay.set(day, [...(byDay.get(day) ?? []), task]);
  }
  const days = [...byDay].sort(([a], [b]) => a.localeCompare(b));
  return [
    ...(late.length > 0 ? [{ key: 'late', kind: 'late' as const, tasks: late }] : []),
    ...days.map(([key, tasks]) => ({ key, kind: 'day' as const, tasks })),
  ];
}
