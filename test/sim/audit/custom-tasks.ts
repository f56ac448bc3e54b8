import type { Audited, Violation } from './audited.ts';
import { whyClosed } from './windows.ts';

/** A wake-up comes within a minute of its time, and an entry is a minute ahead at least. */
export const IN_TIME_MS = 5 * 60_000;

/** A9: where nothing goes wrong and no cap is set, a custom task that is due in working time appears then. */
export async function customTasks({ stage, settingsOf }: Audited): Promise<Violation[]> {
  const { store, faults } = stage.world;
  if (faults.happened.size > 0 || stage.history.held.length > 0) return [];
  const tasks = await Array.fromAsync(store.tasks.scan());
  return tasks.flatMap((task): Violation[] => {
    const { dueAt, openedAt, createdAt, userId, name } = task as typeof task & {
      dueAt?: number;
      createdAt?: number;
    };
    const user = stage.scenario.users.find(({ id }) => id === userId);
    const { begun, expected: appears } = stage.history.planned.get(name) ?? {};
    if (dueAt === undefined || user === undefined || begun === undefined || appears === undefined) return [];
    const due = Math.max(dueAt, createdAt ?? 0);
    const possible = settingsOf(user, begun, appears);
    const isOpen = possible.every(
      (settings) =>
        settings.maxTasksPerDay === null &&
        settings.windowZone === 'sender' &&
        [due, due + IN_TIME_MS].every((at) => whyClosed(user.zone, settings, at) === undefined),
    );
    if (!isOpen || openedAt - due <= IN_TIME_MS) return [];
    const expected = `the custom task ${name} of ${userId} to appear when it is due, not ${(openedAt - due) / 60_000} minutes later`;
    return [{ rule: 'A9 custom tasks', at: openedAt, expected }];
  });
}
