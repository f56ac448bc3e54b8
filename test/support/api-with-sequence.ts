import assert from 'node:assert/strict';
import { apiWorld, type ApiWorld, type As } from '#test/support/api.ts';

/** The first step: a mail from {@link mail}. */
export const hello = {
  id: 'hello',
  name: 'Hello',
  type: 'automated-mail',
  wait: { amount: 0, unit: 'days' },
  templateId: 'hello',
};

/** The step after it. */
export const call = { id: 'call', name: 'Call', type: 'call', wait: { amount: 2, unit: 'working-days' } };

/** The draft of both. */
export const draft = { steps: [hello, call], unsubscribeLink: { language: 'fr' } };

/** The template of the first mail, with what must not get through. */
export const mail = {
  kind: 'mail',
  name: 'Hello',
  subject: 'Hello {{ lead.firstName }}',
  html: '<p>Hello {{ lead.firstName }},</p><script>alert(1)</script>',
};

/** An organisation with three people, a mail template, and leads of Claire. */
export async function withEverything(): Promise<ApiWorld & { admin: As; claire: As; leads: string[] }> {
  const world = apiWorld();
  const admin = world.as('ada', 'admin');
  for (const id of ['ada', 'claire', 'luc']) {
    await admin('PUT', `/v1/users/${id}`, {
      body: {
        name: id,
        email: `${id}@acme.example`,
        zone: 'Europe/Paris',
        role: id === 'ada' ? 'admin' : 'user',
      },
    });
  }
  await admin('PUT', '/v1/templates/hello', { body: mail });
  const claire = world.as('claire', 'user');
  const leads: string[] = [];
  for (const name of ['ana', 'bob']) {
    const body = { email: `${name}@example.com`, firstName: name };
    leads.push((await claire('POST', '/v1/leads', { body })).body.id);
  }
  return { ...world, admin, claire, leads };
}

/** Makes a sequence of {@link draft} and publishes it. */
export async function published(world: { admin: As }, id = 'spring'): Promise<void> {
  await world.admin('PUT', `/v1/sequences/${id}`, { body: { name: 'Spring', draft } });
  const answer = await world.admin('POST', `/v1/sequences/${id}/publish`, { headers: { 'if-match': '"1"' } });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}
