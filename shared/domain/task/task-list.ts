/** Which of a user's two lists of tasks to read: what the index `byUser` is by. */
export function taskListOf(userId: string, list: 'open' | 'closed'): string {
  return `${userId}.${list}`;
}
