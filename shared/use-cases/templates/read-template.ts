import type { Refusal } from '../../domain/kernel/refusal.ts';
import { reaches, type Caller, type Reach } from '../../domain/people/authority.ts';
import type { Template } from '../../domain/template/template.ts';
import type { Page } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { loadReach } from '../people/load-reach.ts';

type Ports = { store: Pick<Store, 'templates' | 'users'> };

/** Shared templates are everybody's to use; others are seen by whom their owner is reached. */
function mayUse(template: Template, reach: Reach): boolean {
  return template.shared || reaches(reach, template.ownerId);
}

/** A template that the caller may use. */
export async function readTemplate(
  ports: Ports,
  { caller, id }: { caller: Caller; id: string },
): Promise<{ kind: 'read'; item: Template } | Refusal> {
  const [item, reach] = await Promise.all([
    ports.store.templates.get(caller.organisation, id),
    loadReach(ports.store, caller),
  ]);
  if (item === undefined) return { kind: 'not-found', what: 'template', id };
  return mayUse(item, reach)
    ? { kind: 'read', item }
    : { kind: 'forbidden', detail: 'The template belongs to another user and is not shared.' };
}

/** A page of the templates that the caller may use; others are left out of it. */
export async function listTemplates(
  ports: Ports,
  request: { caller: Caller; limit: number; cursor?: string | undefined },
): Promise<Page<Template>> {
  const { caller, limit, cursor } = request;
  const [page, reach] = await Promise.all([
    ports.store.templates.list(caller.organisation, { limit, cursor }),
    loadReach(ports.store, caller),
  ]);
  return { ...page, items: page.items.filter((template) => mayUse(template, reach)) };
}
