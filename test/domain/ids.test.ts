import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LeadId, StepId, UserId } from '#shared/domain/kernel/ids.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';

test('the id of one kind of thing never stands for that of another', async () => {
  const owner = (lead: Pick<Lead, 'ownerId'>): UserId => lead.ownerId;
  const id: LeadId = 'l1';
  // @ts-expect-error a lead is no user
  assert.equal(owner({ ownerId: id }), 'l1');
  // @ts-expect-error a user is no step
  const step: StepId = owner({ ownerId: 'anne' });
  assert.equal(step, 'anne');
  const { leads, users } = memoryStore();
  assert.equal(await leads.get('acme', id), undefined);
  // @ts-expect-error users are not found by the id of a lead
  assert.equal(await users.get('acme', id), undefined);
});
