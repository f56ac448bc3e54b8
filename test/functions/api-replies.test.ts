import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Reply } from '#shared/domain/inbound/reply.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { ingestReply } from '#shared/use-cases/inbound/ingest-reply.ts';
import { apiWorld, type As } from '#test/support/api.ts';
import { published, withEverything } from '#test/support/api-with-sequence.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

const organisation = 'acme';
const first = at('2027-03-01T08:00:00.000Z');

const replyOf = (number: number, over: Partial<Reply> = {}): Reply => ({
  ...{ organisation, id: `reply${String(number).padStart(11, '0')}`, revision: 1, kind: 'reply' },
  ...{ subject: 'Re: Hello', text: `Yes,\n\nnumber ${number}.`, textCut: false, files: [] },
  at: plusMinutes(first, number),
  outcome: { kind: 'stopped' },
  forwarded: { kind: 'off', why: 'setting' },
  expiresAt: 4_000_000_000,
  ...over,
});

/** Claire and Max of one group with a manager, and Luc of none; answers 1, 2, 3 … for the users named. */
async function withReplies(...users: Partial<Reply>[]) {
  const world = apiWorld(first);
  const admin = world.as('ada', 'admin');
  await admin('PUT', '/v1/groups/paris', { body: { name: 'Paris' } });
  for (const [id, role] of [
    ['claire', 'user'],
    ['max', 'user'],
    ['mia', 'manager'],
    ['luc', 'user'],
  ]) {
    const groupIds = id === 'luc' ? [] : ['paris'];
    const body = { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris', role, groupIds };
    await admin('PUT', `/v1/users/${id}`, { body });
  }
  for (const [index, over] of users.entries())
    await world.ports.store.replies.put(replyOf(index + 1, over), 'absent');
  const as = { admin, mia: world.as('mia', 'manager'), claire: world.as('claire', 'user') };
  return { ...as, luc: world.as('luc', 'user'), world };
}

const numbers = (items: { id: string }[]): number[] => items.map(({ id }) => Number(id.slice(5)));
const listed = async (by: As, query: Record<string, string> = {}): Promise<number[]> =>
  numbers((await by('GET', '/v1/replies', { query })).body.items);

describe('replies through the API', () => {
  test('D5: are listed the newest first, to whom they are for, to the lead’s owner, their managers and admins', async () => {
    const w = await withReplies(
      { userId: 'claire', ownerId: 'claire' },
      { userId: 'max', ownerId: 'claire' },
      { userId: 'luc', ownerId: 'max' },
      { userId: 'max', ownerId: 'max' },
      { userId: 'luc', ownerId: 'luc' },
      {},
    );
    assert.deepEqual(await listed(w.admin), [6, 5, 4, 3, 2, 1]);
    assert.deepEqual(await listed(w.mia), [4, 3, 2, 1]);
    assert.deepEqual(await listed(w.claire), [2, 1]);
    assert.deepEqual(await listed(w.luc), [5, 3]);
    assert.deepEqual(await listed(w.mia, { owner: 'max' }), [4, 3, 2]);
    assert.equal((await w.claire('GET', '/v1/replies', { query: { owner: 'max' } })).status, 403);
  });

  test('D5: pages of several lists hold each reply once, also when new ones come meanwhile', async () => {
    const users = ['claire', 'max', 'claire', 'claire', 'max', 'max', 'claire'];
    const w = await withReplies(...users.map((userId) => ({ userId, ownerId: 'mia' })));
    for (const by of [w.mia, w.admin]) {
      const seen: number[] = [];
      let query: Record<string, string> = { limit: '2' };
      for (let page = 0; page < 5; page += 1) {
        const { body } = await by('GET', '/v1/replies', { query });
        seen.push(...numbers(body.items));
        if (body.cursor === undefined) break;
        query = { limit: '2', cursor: body.cursor };
        const number = 100 + page + (by === w.mia ? 0 : 10);
        await w.world.ports.store.replies.put(
          replyOf(number, { userId: 'claire', ownerId: 'mia' }),
          'absent',
        );
      }
      assert.deepEqual(
        seen.filter((number) => number < 100),
        [7, 6, 5, 4, 3, 2, 1],
      );
      assert.equal(new Set(seen).size, seen.length);
    }
    assert.equal((await w.mia('GET', '/v1/replies', { query: { cursor: 'x' } })).status, 400);
  });

  test('D5: those of a lead go to whoever has the lead now', async () => {
    const w = await withReplies();
    const { body: lead } = await w.claire('POST', '/v1/leads', { body: { email: 'ana@example.com' } });
    for (const number of [1, 2])
      await w.world.ports.store.replies.put(
        replyOf(number, { userId: 'luc', ownerId: 'luc', leadId: lead.id }),
        'absent',
      );
    await w.world.ports.store.replies.put(
      replyOf(3, { userId: 'max', ownerId: 'luc', leadId: lead.id }),
      'absent',
    );
    assert.deepEqual(await listed(w.claire), []);
    assert.deepEqual(await listed(w.claire, { lead: lead.id }), [3, 2, 1]);
    assert.deepEqual(await listed(w.admin, { lead: lead.id, owner: 'max' }), [3]);
    assert.equal((await w.claire('GET', `/v1/replies/${replyOf(1).id}`)).status, 200);
    assert.equal((await w.luc('GET', `/v1/replies/${replyOf(1).id}`)).status, 200);
    const max = w.world.as('max', 'user');
    assert.equal((await max('GET', `/v1/replies/${replyOf(1).id}`)).status, 403);
    assert.deepEqual(await listed(max, { lead: lead.id }), [3]);
    assert.equal((await w.claire('GET', '/v1/replies', { query: { lead: '0'.repeat(16) } })).status, 404);
  });

  test('D5: the list shows how they begin, the reply its text', async () => {
    const w = await withReplies({ userId: 'claire', text: `${'word '.repeat(100)}\n\nAnn`, textCut: true });
    const { body } = await w.claire('GET', '/v1/replies');
    assert.equal(body.items[0].excerpt, `${'word '.repeat(40).slice(0, 199)}…`);
    assert.deepEqual([body.items[0].text, body.items[0].textCut], [undefined, undefined]);
    const one = (await w.claire('GET', `/v1/replies/${body.items[0].id}`)).body;
    assert.deepEqual([one.text, one.textCut], [`${'word '.repeat(100)}\n\nAnn`, true]);
    assert.equal(one.expiresAt, undefined);
  });

  test('D5: the record tells how the reply begins, and no more once it is dropped', async () => {
    const w = await withEverything();
    await published(w);
    const [leadId = ''] = w.leads;
    await w.claire('POST', '/v1/enrollments', { body: { leadId, sequenceId: 'spring' } });
    const enrollment = enrollmentNamed(`${leadId}.spring.1`);
    const reply = replyOf(1, { userId: 'claire', leadId, enrollmentId: enrollment });
    await w.ports.store.replies.put(reply, 'absent');
    const message = { organisation, enrollment, step: 'hello' };
    await ingestReply({ ...w.ports }, { message, at: first, reply: reply.id, now: w.clock.now() });
    const shown = async () => {
      const { body } = await w.claire('GET', `/v1/enrollments/${enrollment}/record`);
      return body.items.find(({ type }: { type: string }) => type === 'replied');
    };
    assert.deepEqual((await shown()).reply, { id: reply.id, excerpt: 'Yes, number 1.' });
    await w.ports.store.activities.add([
      {
        ...{ organisation, leadId, id: 'a1', at: first },
        events: [{ type: 'replied', step: 'hello', reply: reply.id }],
      },
    ]);
    const { body } = await w.claire('GET', `/v1/leads/${leadId}/activities`);
    assert.deepEqual(body.items.at(-1).events[0].reply, { id: reply.id, excerpt: 'Yes, number 1.' });
    await w.ports.store.replies.remove(organisation, reply.id);
    assert.equal((await shown()).reply, undefined);
    assert.equal((await shown()).event.reply, reply.id);
  });

  test('D5: a file that came with it is handed out from the mail, as what its name says', async () => {
    const raw = 'Content-Type: x\n\nJVBERi0xLjQK\nJVBERi0xLjQK\n<html>\n';
    const [from, length] = [raw.indexOf('JVB'), 'JVBERi0xLjQK'.length];
    const files: Reply['files'] = [
      { name: 'plan.pdf', type: 'text/html', size: 9, part: { from, length, encoding: 'base64' } },
      { name: 'plan.png', type: 'image/png', size: 9, part: { from, length, encoding: 'base64' } },
      {
        ...{ name: 'page.txt', type: 'text/plain', size: 6 },
        part: { from: raw.indexOf('<'), length: 6, encoding: 'plain' },
      },
      {
        ...{ name: 'run.exe', type: 'application/pdf', size: 9, left: 'type' },
        part: { from, length, encoding: 'base64' },
      },
    ];
    const w = await withReplies({ userId: 'claire', files, key: 'mail-1' });
    w.world.files.stored.set('mail-1', new TextEncoder().encode(raw));
    const fetched = (number: number) => w.claire('GET', `/v1/replies/${replyOf(1).id}/files/${number}`);
    const plan = (await fetched(1)).body;
    const copy = `replies/acme/${replyOf(1).id}/1`;
    assert.deepEqual(plan, {
      ...{ name: 'plan.pdf', type: 'application/pdf', size: 9 },
      url: `https://files.example/${copy}?download=plan.pdf`,
    });
    assert.equal(new TextDecoder().decode(w.world.files.stored.get(copy)), '%PDF-1.4\n');
    for (const number of [2, 3, 4]) assert.equal((await fetched(number)).status, 409, String(number));
    assert.equal((await fetched(5)).status, 404);
    assert.equal((await fetched(0)).status, 400);
    w.world.files.stored.delete('mail-1');
    assert.equal((await fetched(1)).status, 404);
    const { items } = (await w.claire('GET', '/v1/replies')).body;
    assert.deepEqual(items[0].files[3], {
      ...{ name: 'run.exe', type: 'application/pdf', size: 9 },
      left: 'type',
    });
    assert.equal(items[0].key, undefined);
  });
});

describe('a task to answer a reply', () => {
  const id = 'reply00000000001';

  /** Claire and two of her leads; the first has answered a mail in her name. */
  async function answered(over: Partial<Reply> = {}) {
    const world = await withEverything();
    const [leadId] = world.leads;
    const reply = replyOf(1, { leadId, userId: 'claire', ownerId: 'claire', fromName: 'Ana', ...over });
    await world.ports.store.replies.put(reply, 'absent');
    return world;
  }

  test('D5: is of the lead and for whom the reply is for, and tells how the reply begins', async () => {
    const { admin, leads, claire } = await answered();
    const { status, body } = await admin('POST', `/v1/replies/${id}/task`);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(
      [body.userId, body.leadId, body.type, body.name, body.instructions],
      ['claire', leads[0], 'custom', 'Answer Ana: Re: Hello', 'Yes, number 1.'],
    );
    const { items } = (await claire('GET', '/v1/tasks', { query: { status: 'planned' } })).body;
    assert.deepEqual(idsOf(items), [body.id]);
  });

  test('D5: is made once, also for another user, and after it was done', async () => {
    const { admin, claire } = await answered();
    const one = (await claire('POST', `/v1/replies/${id}/task`)).body;
    await claire('POST', `/v1/tasks/${one.id}/cancel`);
    const again = (await admin('POST', `/v1/replies/${id}/task`, { body: { userId: 'luc' } })).body;
    assert.deepEqual([again.id, again.userId, again.status], [one.id, 'claire', 'cancelled']);
  });

  test('D5: is for the caller where the caller may make none for whom the reply is for', async () => {
    const { claire } = await answered({ userId: 'luc' });
    assert.equal((await claire('POST', `/v1/replies/${id}/task`)).body.userId, 'claire');
  });

  test('D5: is refused of a reply whose lead is not known, and to who cannot read it', async () => {
    const unknown = await answered({ leadId: undefined });
    assert.equal((await unknown.claire('POST', `/v1/replies/${id}/task`)).status, 409);
    const other = await answered();
    assert.equal((await other.as('luc', 'user')('POST', `/v1/replies/${id}/task`)).status, 403);
  });
});

const idsOf = (items: { id: string }[]): string[] => items.map((item) => item.id);
