import type { Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, isAdmin, type Caller } from '../../domain/people/access.ts';
import { prepareTemplate } from '../../domain/templates/prepare-template.ts';
import type { Template } from '../../domain/templates/template.ts';
import type { Store } from '../../ports/store.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { unknownRecordFields } from '../records/unknown-record-fields.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { usesOfTemplate, describeUses } from './template-uses.ts';

/** What the author of a template writes. */
export type TemplateValues = Pick<
  Template,
  'kind' | 'name' | 'subject' | 'html' | 'text' | 'fallbacks' | 'shared'
>;

/**
 * Makes or replaces a template; a change applies at once to everything not yet sent (D8). Its kind never changes, and
 * one that a sequence uses stays shared, since sequences are everybody's. One that a published sequence uses is changed
 * by whoever may publish sequences, since everybody sends it.
 */
export async function putTemplate(
  ports: {
    store: Pick<Store, 'templates' | 'users' | 'sequences' | 'versions' | 'statistics' | 'recordTypes'>;
  },
  request: { caller: Caller; id: string; values: TemplateValues; expected: Expected; now: Instant },
): Promise<Saved<Template> | Refusal> {
  const { caller, id, values, expected, now } = request;
  const { organisation } = caller;
  const [existing, access] = await Promise.all([
    ports.store.templates.get(organisation, id),
    loadAccessScope(ports.store, caller),
  ]);

  if (existing && !canAccess(access, existing.ownerId)) {
    return {
      kind: 'forbidden',
      detail: 'The template belongs to another user: save yours under another id.',
    };
  }
  const prepared = prepareTemplate(values);
  if (prepared.kind === 'invalid') return prepared;
  const unknown = await unknownRecordFields(ports.store, organisation, values);
  if (unknown.length > 0) return { kind: 'invalid', problems: unknown };
  if (existing && existing.kind !== values.kind) {
    const message = `It is a ${existing.kind} template, and sequences rely on that: make another one.`;
    return { kind: 'invalid', problems: [{ path: ['kind'], message }] };
  }
  const mayPublish = isAdmin(caller);
  const uses =
    existing?.shared === true && !(mayPublish && values.shared)
      ? await usesOfTemplate(ports, organisation, id)
      : [];
  const published = uses.filter(({ versions }) => versions.length > 0);
  if (published.length > 0 && !mayPublish) {
    const detail = `${describeUses(published)}. What everybody sends is changed by an admin: save yours under another id.`;
    return { kind: 'forbidden', detail };
  }
  if (uses.length > 0 && !values.shared) {
    const message = `It cannot be made private: ${describeUses(uses)}. Duplicate it instead.`;
    return { kind: 'invalid', problems: [{ path: ['shared'], message }] };
  }

  const { html, textFromHtml } = prepared;
  const begun = {
    organisation,
    id,
    ownerId: existing?.ownerId ?? caller.userId,
    createdAt: existing?.createdAt ?? now,
  };
  return saveItem(ports.store.templates, existing, { ...values, html, textFromHtml, ...begun }, expected);
}
