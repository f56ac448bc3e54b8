import { render } from '#shared/domain/templates/render.ts';
import type { Template } from '#shared/domain/templates/template.ts';
import type { TemplateVariables } from '#shared/domain/templates/template-variables.ts';
import { at } from './at.ts';

/** A mail template, empty but for its subject. */
export const mail = (over: Partial<Template>): Template => ({
  organisation: 'acme',
  id: 'intro',
  revision: 1,
  kind: 'mail',
  name: 'Intro',
  subject: 'Hello',
  fallbacks: {},
  ownerId: 'ana',
  shared: true,
  createdAt: at('2027-01-01T00:00:00.000Z'),
  ...over,
});

/** A template of an SMS. */
export const sms = (text: string, fallbacks: Record<string, string> = {}) =>
  mail({ kind: 'sms', subject: undefined, text, fallbacks });

/** The variables of a lead of Globex whom Ana of Acme writes to. */
export const lead = (values: TemplateVariables['lead']): TemplateVariables => ({
  lead: values,
  account: { name: 'Globex' },
  sender: { name: 'Ana Pop', email: 'ana@acme.fr', signature: 'Ana\nAcme & Co' },
  organisation: { name: 'Acme', address: '1 rue X\n75001 Paris' },
  record: undefined,
});

/** A lead with own fields. */
export const jo = lead({
  firstName: 'Jo',
  fields: { sector: 'steel', 'code client': 'X1', tags: 'a,b', blank: '  ' },
});

/** Renders for sending. */
export const send = (template: Template, variables = jo) => render(template, variables, { mode: 'send' });

/** The SMS that comes of a text, or why none does. */
export const textOf = (text: string, variables = jo, fallbacks: Record<string, string> = {}) => {
  const outcome = send(sms(text, fallbacks), variables);
  return outcome.kind === 'rendered' ? outcome.text : outcome;
};

/** What rendering says where values are missing. */
export const missing = (...variables: string[]) => ({ kind: 'missing', variables });
