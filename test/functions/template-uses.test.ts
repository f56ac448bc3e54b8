import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sequenceWorld } from '#test/support/sequence-world.ts';
import { ORGANISATION as organisation, seed, SENDER } from '#test/support/world.ts';
import { first, again, script, text, steps, anyRevision, prepared } from '#test/support/written-sequence.ts';
import { at } from '#test/support/at.ts';
import { countUp } from '#test/support/statistics/counted.ts';

describe('templates', () => {
  test('D8: say which sequences use them, and a change tells of how many', async () => {
    const { admin, claire } = await prepared();
    const { body } = await claire('GET', '/v1/templates/again/uses');
    assert.deepEqual(body.items, [
      {
        sequenceId: 'spring',
        name: 'Spring',
        status: 'draft',
        draft: true,
        versions: [],
        steps: ['Again', 'Thought'],
      },
    ]);
    assert.equal((await claire('GET', '/v1/templates/again')).body.usedBy, 1);
    const changed = await admin('PUT', '/v1/templates/again', { body: again, ...anyRevision });
    assert.equal(changed.body.usedBy, 1);
  });

  test('D8: one in use is not deleted, and the refusal says where; one that is free is', async () => {
    const { admin, luc } = await prepared();
    const refused = await admin('DELETE', '/v1/templates/again', anyRevision);
    assert.equal(refused.status, 409);
    assert.match(refused.body.detail, /1 sequence uses it: “Spring” \(Again, Thought\)/);
    await admin('PUT', '/v1/templates/free', { body: script });
    assert.equal((await luc('DELETE', '/v1/templates/free', anyRevision)).status, 403);
    assert.equal((await admin('DELETE', '/v1/templates/free')).status, 428);
    assert.equal((await admin('DELETE', '/v1/templates/free', anyRevision)).status, 204);
    assert.equal((await admin('GET', '/v1/templates/free')).status, 404);
  });

  test('D8: a former version keeps its templates as long as leads are under way', async () => {
    const { admin, ports } = await prepared();
    await admin('POST', '/v1/sequences/spring/publish', anyRevision);
    const body = { name: 'Spring', draft: { steps: steps.slice(0, 1) } };
    await admin('PUT', '/v1/sequences/spring', { body, ...anyRevision });
    await admin('POST', '/v1/sequences/spring/publish', anyRevision);
    const one = { organisation, sequenceId: 'spring', step: '-', counter: 'enrolled' as const, by: 1 };
    await countUp(ports.store.statistics, [one], 'b1');
    assert.match((await admin('DELETE', '/v1/templates/text', anyRevision)).body.detail, /“Spring” \(Text\)/);
    await countUp(ports.store.statistics, [{ ...one, counter: 'finished' }], 'b2');
    assert.equal((await admin('DELETE', '/v1/templates/text', anyRevision)).status, 204);
  });

  test('D8: a private one is seen by its owner and admins alone, and no sequence uses it', async () => {
    const { admin, claire, luc } = await prepared();
    await claire('PUT', '/v1/templates/mine', { body: { ...script, shared: false } });
    assert.equal((await luc('GET', '/v1/templates/mine')).status, 403);
    assert.equal((await luc('GET', '/v1/templates/mine/uses')).status, 403);
    assert.equal((await luc('POST', '/v1/templates/mine/duplicate', { body: { id: 'x' } })).status, 403);
    assert.equal((await admin('GET', '/v1/templates/mine')).status, 200);
    const body = { name: 'Private', draft: { steps: [{ ...steps[3], templateId: 'mine' }] } };
    await admin('PUT', '/v1/sequences/private', { body });
    const { body: validation } = await admin('POST', '/v1/sequences/private/validate');
    assert.match(validation.errors[0].message, /which is private: share it/);
  });

  test('D8: one that a sequence uses is not made private', async () => {
    const { admin } = await prepared();
    const { status, body } = await admin('PUT', '/v1/templates/text', {
      body: { ...text, shared: false },
      ...anyRevision,
    });
    assert.equal(status, 400);
    assert.match(body.errors[0].message, /cannot be made private: 1 sequence uses it: “Spring” \(Text\)/);
  });

  test('D8: are listed by kind, name, owner and whether they are shared', async () => {
    const { admin, claire } = await prepared();
    await claire('PUT', '/v1/templates/mine', { body: { ...script, name: 'My script', shared: false } });
    const ids = async (query: Record<string, string>) =>
      (await claire('GET', '/v1/templates', { query })).body.items.map(({ id }: any) => id);
    assert.deepEqual(await ids({ kind: 'task' }), ['mine', 'script']);
    assert.deepEqual(await ids({ mine: 'true' }), ['mine']);
    assert.deepEqual(await ids({ mine: 'false', name: 'SCRIPT' }), ['script']);
    assert.deepEqual(await ids({ shared: 'false' }), ['mine']);
    assert.deepEqual(await ids({ limit: '2' }), ['again', 'first']);
    assert.equal((await admin('GET', '/v1/templates', { query: { mine: 'yes' } })).status, 400);
  });

  test('D8: a copy is the own one of whoever made it', async () => {
    const { claire } = await prepared();
    const { status, body } = await claire('POST', '/v1/templates/first/duplicate', {
      body: { id: 'second' },
    });
    assert.equal(status, 201);
    assert.deepEqual([body.name, body.ownerId, body.subject], ['First (copy)', 'claire', first.subject]);
    const taken = await claire('POST', '/v1/templates/first/duplicate', { body: { id: 'second' } });
    assert.equal(taken.status, 409);
  });

  test('D8: a change of a text applies at once to what is not sent yet', async () => {
    const w = sequenceWorld(at('2027-03-22T09:00:00.000Z'));
    await seed(w, { steps: [{}, {}], leads: [{ id: 'a'.repeat(16) }] });
    const anne = w.as(SENDER, 'user');
    await anne('POST', '/v1/enrollments', { body: { leadId: 'a'.repeat(16), sequenceId: 'spring' } });
    await w.run(at('2027-03-22T12:00:00.000Z'));
    const body = { kind: 'mail', name: 'Mail', subject: 'Another', html: '<p>Another</p>' };
    await w.as('ada', 'admin')('PUT', '/v1/templates/mail', { body, ...anyRevision });
    await w.run(at('2027-03-24T12:00:00.000Z'));
    assert.deepEqual(
      w.mailer.sent.map(({ message }) => message.subject),
      ['Hello Zoé', 'Another'],
    );
  });
});
