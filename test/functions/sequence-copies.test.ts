import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Store } from '#shared/ports/store.ts';
import { importSequence } from '#shared/use-cases/sequences/sequence-file.ts';
import type { As } from '#test/support/api.ts';
import { ORGANISATION as organisation } from '#test/support/world.ts';
import { first, draft, anyRevision, prepared } from '#test/support/written-sequence.ts';
import { at } from '#test/support/at.ts';

describe('a sequence as a file', () => {
  const exported = async (by: As, id = 'spring') => (await by('GET', `/v1/sequences/${id}/file`)).body;

  test('D1: comes back as it went, in another organisation too, and names nobody', async () => {
    const world = await prepared();
    const file = await exported(world.admin);
    const other = world.as('bea', 'admin', 'globex');
    const { status, body } = await other('POST', '/v1/sequences/import', { body: { id: 'spring', file } });
    assert.equal(status, 201, JSON.stringify(body));
    assert.deepEqual([body.status, body.createdBy, body.name], ['draft', 'bea', 'Spring']);
    assert.deepEqual(await exported(other), file);
    assert.equal(JSON.stringify(file).includes('ada'), false);
    assert.deepEqual(
      file.steps.map(({ template }: any) => template),
      ['t1', 't2', 't3', 't4', 't2'],
    );
    const published = await other('POST', '/v1/sequences/spring/publish', anyRevision);
    assert.equal(published.status, 200, JSON.stringify(published.body));
    assert.equal((await world.claire('GET', '/v1/sequences/spring/file')).status, 403);
  });

  test('D1: a second import takes another id, and gets another name and texts of its own', async () => {
    const { admin } = await prepared();
    const file = await exported(admin);
    const imported = (id: string) => admin('POST', '/v1/sequences/import', { body: { id, file } });
    const taken = await imported('spring');
    assert.equal(taken.status, 409);
    assert.match(taken.body.detail, /There is a sequence “spring”, or was one: choose another id/);
    assert.equal((await imported('copy')).body.name, 'Spring (2)');
    const { body: second } = await imported('copy2');
    assert.equal(second.name, 'Spring (3)');
    assert.equal(second.draft.steps[0].templateId, 'copy2-t1');
    const { body: template } = await admin('GET', '/v1/templates/copy2-t1');
    assert.deepEqual([template.name, template.subject, template.usedBy], ['First', first.subject, 1]);
  });

  test('D1: a broken one is refused with every place and what to mend, and nothing is made', async () => {
    const { admin, ports } = await prepared();
    const file = await exported(admin);
    const refused = async (change: object) => {
      const body = { id: 'broken', file: { ...file, ...change } };
      const answer = await admin('POST', '/v1/sequences/import', { body });
      assert.equal(answer.status, 400);
      return answer.body.errors.map(({ path }: any) => path);
    };
    assert.deepEqual(await refused({ format: 'something' }), ['file.format']);
    assert.deepEqual(await refused({ formatVersion: 2 }), ['file.formatVersion']);
    assert.deepEqual(await refused({ surprise: 1 }), ['file.surprise']);
    const { wait: _wait, ...noWait } = file.steps[0];
    assert.deepEqual(await refused({ steps: [noWait] }), ['file.steps.0.wait']);
    const [one, two, ...rest] = file.templates;
    const changed = [{ ...one, html: '<p>{{ lead.shoeSize }}</p>' }, ...rest];
    assert.deepEqual(await refused({ templates: changed }), [
      'file.steps.1.template',
      'file.steps.4.template',
      'file.templates.0.html',
    ]);
    assert.deepEqual(await refused({ templates: [one, two, ...rest, { ...two, key: 't9' }] }), [
      'file.templates.4.key',
    ]);
    const backwards = [file.steps[1], file.steps[0], ...file.steps.slice(2)];
    assert.deepEqual(await refused({ steps: backwards }), ['file.steps.0.type']);
    const broken = [{ ...one, html: '<p>{{ lead.shoeSize }}</p>' }, two, ...rest];
    const endless = [{ ...file.steps[0], wait: { amount: 1.5, unit: 'days' } }, ...file.steps.slice(1)];
    assert.deepEqual(await refused({ templates: broken, steps: endless }), [
      'file.templates.0.html',
      'file.steps.0.wait.amount',
    ]);
    const sms = [{ ...file.steps[0], template: 't3' }, ...file.steps.slice(1)];
    assert.deepEqual(await refused({ steps: sms, templates: [two, ...rest] }), ['file.steps.0.template']);
    assert.equal(await ports.store.sequences.get(organisation, 'broken'), undefined);
    assert.equal(await ports.store.templates.get(organisation, 'broken-t1'), undefined);
  });

  test('D1: an import that was cut off is repeated without a second copy of its texts', async () => {
    const world = await prepared();
    const file = await exported(world.admin);
    const caller = { organisation, userId: 'ada', role: 'admin' as const };
    const request = { caller, id: 'cut', file, now: world.clock.now() };
    let writes = 0;
    const { templates } = world.ports.store;
    const dying: Pick<Store, 'sequences' | 'templates' | 'recordTypes'> = {
      ...world.ports.store,
      templates: {
        ...templates,
        put: async (item, expected) => {
          writes += 1;
          if (writes > 2) throw new Error('The process died');
          return templates.put(item, expected);
        },
      },
    };
    await assert.rejects(importSequence({ store: dying }, request), /died/);
    const outcome = await importSequence(world.ports, request);
    assert.equal(outcome.kind, 'saved');
    const { items } = await templates.list(organisation, { limit: 100 });
    assert.deepEqual(
      items.map(({ id }) => id).filter((id) => id.startsWith('cut')),
      ['cut-t1', 'cut-t2', 'cut-t3', 'cut-t4'],
    );
  });

  test('D1: a copy uses the same texts, is a draft, and has no leads', async () => {
    const { admin, claire } = await prepared();
    const copied = await admin('POST', '/v1/sequences/spring/duplicate', { body: { id: 'copy' } });
    assert.equal(copied.status, 201);
    assert.deepEqual([copied.body.name, copied.body.status], ['Spring (copy)', 'draft']);
    assert.deepEqual(copied.body.draft, draft);
    const again = await admin('POST', '/v1/sequences/spring/duplicate', { body: { id: 'copy' } });
    assert.equal(again.status, 409);
    const byUser = await claire('POST', '/v1/sequences/spring/duplicate', { body: { id: 'other' } });
    assert.equal(byUser.status, 403);
  });
});

describe('enrolling', () => {
  test('D1: users do it in their own name, managers in that of their group, admins in anybody’s', async () => {
    const { admin, claire, luc, ana, as } = await prepared();
    await admin('PUT', '/v1/groups/paris', { body: { name: 'Paris', priority: 1 } });
    for (const [id, role] of [
      ['claire', 'user'],
      ['max', 'manager'],
    ]) {
      const who = { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris', role };
      const body = { ...who, groupIds: ['paris'] };
      await admin('PUT', `/v1/users/${id}`, { body, ...(id === 'claire' && anyRevision) });
    }
    await admin('POST', '/v1/sequences/spring/publish', anyRevision);
    const outcome = async (by: As, userId?: string) => {
      const body = { leadId: ana, sequenceId: 'spring', userId };
      const { status, body: answer } = await by('POST', '/v1/enrollments', { body });
      return status === 200 ? answer.results[0].outcome : status;
    };
    const max = as('max', 'manager');
    assert.equal(await outcome(claire, 'luc'), 403);
    assert.equal(await outcome(max, 'luc'), 403);
    assert.equal(await outcome(luc), 'refused');
    assert.equal(await outcome(max, 'claire'), 'enrolled');
    const { body } = await claire('GET', `/v1/enrollments/${ana}.spring.1`);
    assert.equal(body.userId, 'claire');
    assert.equal(await outcome(admin, 'luc'), 'already-enrolled');
  });

  test('D1: a contact may be enrolled as a lead may', async () => {
    const { admin, claire, ana, clock } = await prepared();
    await admin('POST', '/v1/sequences/spring/publish', anyRevision);
    await claire('POST', `/v1/leads/${ana}/convert`);
    clock.set(at('2027-03-01T09:00:00.000Z'));
    const body = { leadId: ana, sequenceId: 'spring' };
    const { body: answer } = await claire('POST', '/v1/enrollments', { body });
    assert.equal(answer.results[0].outcome, 'enrolled');
  });
});
