import type { Settings } from '#shared/domain/settings/settings.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE } from '#test/support/world.ts';
import { LEAD, type TaskWorld } from '#test/support/task-world.ts';
import { enrollmentNamed } from './at.ts';

export const id = enrollmentNamed(`${LEAD}.${SEQUENCE}.1`);

/** Decides settings at a level that decided none. */
export const decide = (w: TaskWorld, scope: string, values: Partial<Settings>) =>
  w.ports.store.settings.put({ organisation, scope, revision: 1, values }, 'absent');

/** The tasks that Anne sees. */
export const list = async (w: TaskWorld, query: Record<string, string> = {}) =>
  (await w.as(SENDER, 'user')('GET', '/v1/tasks', { query })).body.items;
