import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller, type AccessScope } from '../../domain/people/access.ts';
import type { Template, TemplateKind } from '../../domain/templates/template.ts';
import type { Page } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { listMatching } from '../list-matching.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';

type Ports = { store: Pick<Store, 'templates' | 'users'> };

/** Shared templates are everybody's to use; others are seen by whom their owner is reached. */
export function mayUse(template: Template, access: AccessScope): boolean {
  return template.shared || canAccess(access, template.ownerId);
}

/** A template that the caller may use. */
export async function readTemplate(
  ports: Ports,
  { caller, id }: { caller: Caller; id: string },
): Promise<{ kind: 'read'; item: Template } | Refusal> {
  const [item, access] = await Promise.all([
    ports.store.templates.get(caller.organisation, id),
    loadAccessScope(ports.store, caller),
  ]);
  if (item === undefined) return { kind: 'not-found', what: 'template', id };
  return mayUse(item, access)
    ? { kind: 'read', item }
    : { kind: 'forbidden', detail: 'The template belongs to another user and is not shared.' };
}

/** Which templates of those that the caller may use. */
export type TemplateFilter = {
  kind?: TemplateKind | undefined;
  /** True: the caller's own; false: those of others. */
  mine?: boolean | undefined;
  shared?: boolean | undefined;
  /** Part of the name, whatever its case. */
  name?: string | undefined;
};

/** A page of the templates that the caller may use (D8). */
export async function listTemplates(
  ports: Ports,
  request: TemplateFilter & { caller: Caller; limit: number; cursor?: string | undefined },
): Promise<Page<Template>> {
  const { caller, limit, cursor, kind, mine, shared, name = '' } = request;
  const access = await loadAccessScope(ports.store, caller);
  const wanted = (template: Template) =>
    mayUse(template, access) &&
    (kind === undefined || template.kind === kind) &&
    (mine === undefined || (template.ownerId === caller.userId) === mine) &&
    (shared === undefined || template.shared === shared) &&
    template.name.toLowerCase().includes(name.toLowerCase());
  return listMatching(
    { limit, cursor },
    (options) => ports.store.templates.list(caller.organisation, options),
    wanted,
  );
}
