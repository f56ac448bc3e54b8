import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { rememberedUsers } from '#functions/runtime/remembered-users.ts';
import { mostUploadBytes, uploadFile } from '#shared/domain/jobs/job-files.ts';
import type { Role } from '#shared/domain/people/people.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { withPeople, type ApiWorld, type As } from '#test/support/api.ts';
import { call, hello, mail, published, withEverything } from '#test/support/api-with-sequence.ts';
import { anne } from '#test/support/anne.ts';

const anyRevision = { 'if-match': '*' };

/** The record of a user, as an admin writes it. */
async function write(
  world: ApiWorld,
  id: string,
  record: { name?: string; role?: Role; active?: boolean; groupIds?: string[] },
): Promise<void> {
  const body = { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris', ...record };
  const root = world.as('root', 'super_admin');
  const { status } = await root('PUT', `/v1/users/${id}`, { body });
  if (status === 201) return;
  assert.equal((await root('PUT', `/v1/users/${id}`, { body, headers: anyRevision })).status, 200);
}

async function newLead(by: As, values: object): Promise<string> {
  const { status, body } = await by('POST', '/v1/leads', { body: values });
  assert.equal(status, 201, JSON.stringify(body));
  return body.id;
}

describe('the record of who asks', () => {
  test('F11: a user who is switched off is refused whatever the token says, and let in again when switched on', async () => {
    const world = await withPeople();
    const claire = world.as('claire', 'user');
    await write(world, 'claire', { active: false });
    for (const [method, path] of [
      ['GET', '/v1/me'],
      ['GET', '/v1/users'],
      ['POST', '/v1/leads'],
    ] as const) {
      const { status, body } = await claire(method, path, { ...(method === 'POST' && { body: {} }) });
      assert.deepEqual([status, body.type], [403, '/problems/forbidden'], path);
    }
    assert.equal((await world.as('claire', 'super_admin')('GET', '/v1/me')).status, 403);
    await write(world, 'claire', { active: true });
    assert.equal((await claire('GET', '/v1/me')).status, 200);
  });

  test('F11: the user pool is told who is switched off, each time, and who is let in again', async () => {
    const world = await withPeople();
    const claire = { organisation: 'acme', userId: 'claire', email: 'claire@acme.example' };
    await write(world, 'claire', { name: 'Clara' });
    assert.deepEqual(world.access, []);
    await write(world, 'claire', { active: false });
    await write(world, 'claire', { active: false });
    await write(world, 'claire', { active: true });
    assert.deepEqual(
      world.access,
      (['closed', 'closed', 'open'] as const).map((access) => ({ ...claire, access })),
    );
  });

  test('F11: of the roles of token and record the lower counts', async () => {
    const world = await withPeople();
    for (const [token, record, expected] of [
      ['manager', 'user', 'user'],
      ['user', 'manager', 'user'],
      ['admin', 'manager', 'manager'],
      ['super_admin', 'super_admin', 'super_admin'],
    ] as const) {
      await write(world, 'luc', { role: record });
      assert.equal((await world.as('luc', token)('GET', '/v1/me')).body.role, expected);
    }
    await write(world, 'max', { role: 'user', groupIds: ['paris'] });
    await newLead(world.as('claire', 'user'), { email: 'ana@example.com' });
    const list = await world.as('max', 'manager')('GET', '/v1/leads');
    assert.deepEqual(list.body.items, []);
  });

  test('F11: without record the token counts, so that the first admin can make the users', async () => {
    const world = await withPeople();
    const { status, body } = await world.as('eve', 'admin')('GET', '/v1/me');
    assert.deepEqual([status, body.role, body.user], [200, 'admin', undefined]);
  });

  test('F11: nobody switches oneself off or lowers the own role', async () => {
    const world = await withPeople();
    await write(world, 'eve', { role: 'admin' });
    const eve = world.as('eve', 'admin');
    const own = { name: 'Eve', email: 'eve@acme.example', zone: 'Europe/Paris' };
    for (const change of [{}, { role: 'manager' }, { role: 'admin', active: false }]) {
      const body = { ...own, ...change };
      assert.equal((await eve('PUT', '/v1/users/eve', { body, headers: anyRevision })).status, 403);
    }
    const body = { ...own, name: 'Eva', role: 'admin' };
    assert.equal((await eve('PUT', '/v1/users/eve', { body, headers: anyRevision })).status, 200);
  });

  test('F11: everybody changes the own telephone, zone, signature and language, and nothing else of the record', async () => {
    const world = await withPeople();
    const claire = world.as('claire', 'user');
    const { body: before } = await claire('GET', '/v1/me');
    const change = (body: object, revision = Number(before.user.revision)) =>
      claire('PATCH', '/v1/me', { body, headers: { 'if-match': `"${revision}"` } });
    const values = {
      phone: '+33 6 12 34 56 78',
      zone: 'Europe/Bucharest',
      signature: 'Claire',
      language: 'ro',
    };
    const changed = await change(values);
    const { revision, ...rest } = before.user as { revision: number };
    assert.deepEqual(
      [changed.status, changed.body],
      [200, { ...rest, ...values, phone: '+33612345678', revision: revision + 1 }],
    );
    assert.equal((await change({ signature: 'Late' })).status, 412);
    const cleared = await change({ phone: null, signature: null, language: null }, revision + 1);
    const { phone, signature, language, ...left } = cleared.body;
    assert.deepEqual([phone, signature, language], [undefined, undefined, undefined]);
    assert.deepEqual(left, { ...rest, zone: 'Europe/Bucharest', revision: revision + 2 });
    for (const body of [{ role: 'admin' }, { active: false }, { groupIds: ['paris'] }, { zone: 'Mars' }])
      assert.equal((await change(body, revision + 2)).status, 400);
    assert.equal(
      (await world.as('eve', 'admin')('PATCH', '/v1/me', { body: {}, headers: anyRevision })).status,
      404,
    );
  });

  test('F11: a record is read again after five seconds, and at once when it was written here', async () => {
    const store = memoryStore();
    let now = 0;
    const { users, recordOfCaller } = rememberedUsers(store.users, () => now);
    const isActive = async () => (await recordOfCaller('acme', 'anne'))?.active;
    assert.equal(await isActive(), undefined);
    await store.users.put(anne, 'absent');
    assert.equal(await isActive(), true);
    // Another instance switches her off.
    await store.users.put({ ...anne, active: false, revision: 2 }, 1);
    now = 4_999;
    assert.equal(await isActive(), true);
    now = 5_000;
    assert.equal(await isActive(), false);
    await users.put({ ...anne, revision: 3 }, 2);
    assert.equal(await isActive(), true);
  });
});

describe('jobs', () => {
  async function prepared(world: ApiWorld, by: As): Promise<string> {
    const { status, body } = await by('POST', '/v1/jobs', { body: { kind: 'import-leads' } });
    assert.equal(status, 201, JSON.stringify(body));
    world.files.stored.set(
      uploadFile({ organisation: 'acme', id: body.job.id }),
      new TextEncoder().encode('email\nana@example.com\n'),
    );
    return body.job.id;
  }

  test('jobs are listed by time, from either end', async () => {
    const world = await withPeople();
    const by = world.as('ada', 'admin');
    const made = [await prepared(world, by), await prepared(world, by), await prepared(world, by)];
    const listed = async (order?: string) => {
      const ids: string[] = [];
      for (let cursor: string | undefined, pages = 0; pages < 3; pages += 1) {
        const { body } = await by('GET', '/v1/jobs', {
          query: { limit: '2', ...(order && { order }), ...(cursor && { cursor }) },
        });
        ids.push(...body.items.map(({ id }: { id: string }) => id));
        cursor = body.cursor;
        if (cursor === undefined) break;
      }
      return ids;
    };
    assert.deepEqual(await listed(), made);
    assert.deepEqual(await listed('oldest'), made);
    assert.deepEqual(await listed('newest'), made.toReversed());
  });

  test('F11: a job is reached by what it may touch, not by who made it', async () => {
    const world = await withPeople();
    // The admin is of Max's group.
    await write(world, 'ada', { role: 'super_admin', groupIds: ['paris'] });
    const [ada, max, claire] = [
      world.as('ada', 'admin'),
      world.as('max', 'manager'),
      world.as('claire', 'user'),
    ];
    const [ofAda, ofMax, ofClaire] = [
      await prepared(world, ada),
      await prepared(world, max),
      await prepared(world, claire),
    ];
    const reached = async (by: As) => {
      const ids = (await by('GET', '/v1/jobs')).body.items.map(({ id }: { id: string }) => id);
      for (const id of [ofAda, ofMax, ofClaire]) {
        const expected = ids.includes(id) ? [200, 200] : [403, 403];
        const paths = [`/v1/jobs/${id}`, `/v1/jobs/${id}/rejected.csv`];
        const statuses = await Promise.all(paths.map(async (path) => (await by('GET', path)).status));
        assert.deepEqual(statuses, expected);
        if (!ids.includes(id)) assert.equal((await by('POST', `/v1/jobs/${id}/start`)).status, 403);
      }
      return ids.toSorted();
    };
    assert.deepEqual(await reached(ada), [ofAda, ofMax, ofClaire].toSorted());
    assert.deepEqual(await reached(max), [ofMax, ofClaire].toSorted());
    assert.deepEqual(await reached(claire), [ofClaire]);
    assert.equal((await max('POST', `/v1/jobs/${ofClaire}/start`)).status, 202);
  });

  test('F11: a file that is too long is not worked on', async () => {
    const world = await withPeople();
    const claire = world.as('claire', 'user');
    const id = await prepared(world, claire);
    const { files } = world.ports;
    const read = files.read.bind(files);
    files.read = async (key, range) => {
      const found = await read(key, range);
      return found && { ...found, total: mostUploadBytes + 1 };
    };
    const refused = await claire('POST', `/v1/jobs/${id}/start`);
    assert.deepEqual([refused.status, refused.body.type], [409, '/problems/conflict']);
    assert.equal((await claire('GET', `/v1/jobs/${id}`)).body.status, 'awaiting-upload');
  });
});

describe('accounts', () => {
  const put = (by: As, name: string) =>
    by('PUT', '/v1/accounts/bakery', { body: { name }, headers: anyRevision });

  test('F11: everybody makes an account; replacing it takes a manager, an admin or a lead of one’s own in it', async () => {
    const world = await withPeople();
    const [claire, luc] = [world.as('claire', 'user'), world.as('luc', 'user')];
    assert.equal((await claire('PUT', '/v1/accounts/bakery', { body: { name: 'Bakery' } })).status, 201);
    assert.equal((await put(luc, 'pwn')).status, 403);
    assert.equal((await put(claire, 'Mine')).status, 403);
    await newLead(claire, { email: 'ana@example.com', accountId: 'bakery' });
    assert.equal((await put(claire, 'Mine')).status, 200);
    assert.equal((await put(luc, 'pwn')).status, 403);
    assert.equal((await put(world.as('luc', 'manager'), 'By a manager')).status, 200);
    assert.equal((await put(world.as('ada', 'admin'), 'By an admin')).status, 200);
  });
});

describe('what has gone to somebody else', () => {
  test('D1: moving an enrollment asks for access to the lead, as enrolling does', async () => {
    const world = await withEverything();
    await published(world);
    await published(world, 'summer');
    const [lead = ''] = world.leads;
    const body = { sequenceId: 'spring', leadId: lead };
    const enrolled = await world.claire('POST', '/v1/enrollments', { body });
    const id = enrolled.body.results[0].enrollmentId;
    await world.admin('PATCH', `/v1/leads/${lead}`, { body: { ownerId: 'luc' }, headers: anyRevision });
    const move = (by: As) => by('POST', `/v1/enrollments/${id}/move`, { body: { sequenceId: 'summer' } });
    assert.equal((await move(world.claire)).status, 403);
    assert.equal((await world.claire('GET', `/v1/enrollments/${id}`)).body.state.status === 'stopped', false);
    assert.equal((await move(world.admin)).status, 200);
  });

  test('A9: who gave a task away is told again that it was given, and nothing of what became of it', async () => {
    const world = await withEverything();
    const values = { type: 'call', name: 'Call back', note: 'About the quote', leadId: world.leads[0] };
    const made = await world.claire('POST', '/v1/tasks', {
      body: values,
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { id } = made.body;
    const reassign = () => world.claire('POST', `/v1/tasks/${id}/reassign`, { body: { user: 'luc' } });
    const first = await reassign();
    assert.equal(first.status, 200, JSON.stringify(first.body));
    await world.admin('PATCH', `/v1/leads/${world.leads[0]}`, {
      body: { ownerId: 'luc', phone: '+33612345678' },
      headers: anyRevision,
    });
    assert.equal((await world.admin('POST', `/v1/tasks/${id}/cancel`)).body.status, 'cancelled');
    const again = await reassign();
    assert.deepEqual([again.status, again.body], [200, first.body]);
    assert.equal('lead' in again.body, false);
  });
});

describe('a shared template', () => {
  test('D8: once a published sequence uses it, who may publish changes it, and nobody else', async () => {
    const world = await withEverything();
    const luc = world.as('luc', 'user');
    const body = { ...mail, shared: true };
    const put = (by: As, subject: string) =>
      by('PUT', '/v1/templates/offer', { body: { ...body, subject }, headers: anyRevision });
    assert.equal((await luc('PUT', '/v1/templates/offer', { body })).status, 201);
    const draft = { steps: [{ ...hello, templateId: 'offer' }, call] };
    await world.admin('PUT', '/v1/sequences/offers', { body: { name: 'Offers', draft } });
    assert.equal((await put(luc, 'In a draft alone')).status, 200);
    const sent = await world.admin('POST', '/v1/sequences/offers/publish', { headers: anyRevision });
    assert.equal(sent.status, 200, JSON.stringify(sent.body));
    const refused = await put(luc, 'In what everybody sends');
    assert.equal(refused.status, 403);
    assert.match(refused.body.detail, /Offers/);
    assert.equal((await put(world.admin, 'By an admin')).status, 200);
  });
});
