import type { UserId } from '../kernel/ids.ts';
import type { Task } from './task.ts';

/** The lists of a user's tasks: those whose time has not come, those to do, those behind. */
export type TaskList = 'planned' | 'open' | 'closed';

/** Which of a user's lists of tasks to read: what the index `byUser` is by. */
export function taskListOf(userId: UserId, list: TaskList): string {
  return `${userId}.${list}`;
}

/** The list that a task is on. */
export function listOfStatus(status: Task['status']): TaskList {
  return status === 'planned' || status === 'open' ? status : 'closed';
}
