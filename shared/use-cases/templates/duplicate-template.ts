import { cutText } from '../../domain/kernel/cut-text.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Template } from '../../domain/templates/template.ts';
import type { Store } from '../../ports/store.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { readTemplate } from './read-template.ts';

/** Copies a template that the caller may use; the copy is the caller's own (D8). */
export async function duplicateTemplate(
  ports: { store: Pick<Store, 'templates' | 'users'> },
  request: {
    caller: Caller;
    id: string;
    as: string;
    name?: string | undefined;
    shared?: boolean | undefined;
    now: Instant;
  },
): Promise<Saved<Template> | Refusal> {
  const { caller, id, as, now } = request;
  const found = await readTemplate(ports, { caller, id });
  if (found.kind !== 'read') return found;
  const existing = await ports.store.templates.get(caller.organisation, as);

  const { name = copyName(found.item.name), shared = found.item.shared } = request;
  if (existing !== undefined) {
    return { kind: 'conflict', detail: `There is a template “${as}”: choose another id.`, id: as };
  }
  const copy = { ...found.item, id: as, name, shared, ownerId: caller.userId, createdAt: now };

  return saveItem(ports.store.templates, undefined, copy, 'absent');
}

const longestName = 100;

/** The name of a copy, within the length of a name. */
export function copyName(name: string): string {
  const ending = ' (copy)';
  return cutText(name, longestName - ending.length) + ending;
}
