import assert from 'node:assert/strict';
import { apiWorld, type ApiWorld, type As } from './api.ts';

export const first = {
  kind: 'mail',
  name: 'First',
  subject: 'A question about {{ account.name }}',
  html: '<p>Hello {{ lead.firstName }}, <a href="https://acme.example/a">look</a></p>',
  fallbacks: { 'account.name': 'your company' },
};
export const again = { kind: 'mail', name: 'Again', html: '<p>{{ lead.title }} {{ lead.firstName }}?</p>' };
export const text = { kind: 'sms', name: 'Text', text: 'Hello {{ lead.firstName }}, ça vœux? '.repeat(4) };
export const script = { kind: 'task', name: 'Script', text: 'Ask {{ lead.firstName }} about the demo' };
const wait = { amount: 1, unit: 'days' };
export const steps = [
  { id: 'a', name: 'First', type: 'automated-mail', wait, templateId: 'first' },
  { id: 'b', name: 'Again', type: 'automated-reply', wait, templateId: 'again' },
  { id: 'c', name: 'Text', type: 'automated-sms', wait, templateId: 'text' },
  { id: 'd', name: 'Call', type: 'call', wait, templateId: 'script' },
  { id: 'e', name: 'Thought', type: 'reply', wait, templateId: 'again', inThreadOf: 'a' },
];
export const draft = { steps, unsubscribeLink: { language: 'fr' }, stopOnReply: false };
export const anyRevision = { headers: { 'if-match': '*' } };

/** A sequence with texts of every kind. */
export type Tried = ApiWorld & { admin: As; claire: As; luc: As; ana: string };

/** A sequence `spring` as a draft, its templates, three users, and a lead of Claire. */
export async function prepared(): Promise<Tried> {
  const world = apiWorld();
  const [admin, claire, luc] = [
    world.as('ada', 'admin'),
    world.as('claire', 'user'),
    world.as('luc', 'user'),
  ];
  for (const id of ['ada', 'claire', 'luc']) {
    const role = id === 'ada' ? 'admin' : 'user';
    const body = { name: `${id} Pop`, email: `${id}@acme.example`, zone: 'Europe/Paris', role };
    await admin('PUT', `/v1/users/${id}`, { body });
  }
  for (const [id, body] of Object.entries({ first, again, text, script })) {
    assert.equal((await admin('PUT', `/v1/templates/${id}`, { body })).status, 201);
  }
  await admin('PUT', '/v1/sequences/spring', { body: { name: 'Spring', draft } });
  const body = { email: 'ana@example.com', firstName: 'Ana', phone: '+33612345678' };
  const ana = (await claire('POST', '/v1/leads', { body })).body.id as string;
  return { ...world, admin, claire, luc, ana };
}
