import assert from 'node:assert/strict';
import type { As } from './api.ts';
import { sequenceWorld, type SequenceWorld } from './sequence-world.ts';
import { seed, SENDER } from './world.ts';
import { at } from '#test/support/at.ts';

// A Monday, 10:00 in Paris.
export const start = at('2027-03-22T09:00:00.000Z');
const wait = (amount: number) => ({ amount, unit: 'days' });
export const mail = (id: string, days = 1) => ({
  id,
  name: `Mail ${id}`,
  type: 'automated-mail',
  wait: wait(days),
  templateId: 'mail',
});
export const call = (id: string) => ({
  id,
  name: `Call ${id}`,
  type: 'call',
  wait: wait(1),
  templateId: 'task',
});
export const anyRevision = { headers: { 'if-match': '*' } };

/** A sequence `edit`, in use. */
export type Tried = SequenceWorld & { admin: As; anne: As };

/** Leads, and an admin and a user to call the API. */
export async function prepared(leads = ['ana', 'bob', 'cleo']): Promise<Tried> {
  const w = sequenceWorld(start);
  await seed(w, { steps: [{}], leads: leads.map((name) => ({ id: leadId(name) })) });
  return { ...w, admin: w.as('ada', 'admin'), anne: w.as(SENDER, 'user') };
}

export const leadId = (name: string) => name.padEnd(16, '0');
export const enrollmentOf = (name: string, sequence = 'edit') => `${leadId(name)}.${sequence}.1`;

/** Saves a draft. */
export async function put({ admin }: Tried, steps: object[], options: object = {}): Promise<void> {
  const body = { name: 'Edit', draft: { steps, ...options } };
  const answer = await admin('PUT', '/v1/sequences/edit', { body, ...anyRevision });
  if (answer.status === 412) await admin('PUT', '/v1/sequences/edit', { body });
  else assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

/** Publishes the draft. */
export async function publish(w: Tried, body: object = {}) {
  const answer = await w.admin('POST', '/v1/sequences/edit/publish', { body, ...anyRevision });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

/** Publishes these steps and enrolls leads by their names. */
export async function begin(w: Tried, steps: object[], names: string[], options: object = {}): Promise<void> {
  await put(w, steps, options);
  await publish(w);
  await enroll(w, names);
}

/** Enrolls leads by their names. */
export async function enroll(w: Tried, names: string[]): Promise<void> {
  const body = { leadIds: names.map(leadId), sequenceId: 'edit' };
  const answer = await w.anne('POST', '/v1/enrollments', { body });
  assert.ok(answer.body.results.every((each: any) => each.outcome === 'enrolled'));
}

/** What publishing would change. */
export const differenceOf = async (w: Tried, body: object = {}, query: Record<string, string> = {}) => {
  const answer = await w.admin('POST', '/v1/sequences/edit/draft/difference', { body, query });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
};
