import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Lead } from '#shared/domain/people/people.ts';
import { apiWorld, type ApiAnswer, type ApiWorld, type As } from '#test/support/api.ts';
import { rejectedText, runJobs, startedJob } from '#test/support/jobs.ts';
import { at } from '#test/support/at.ts';

type World = ApiWorld & { admin: As; manager: As };

async function acme(): Promise<World> {
  const world = apiWorld(at('2027-03-01T08:00:00.000Z'));
  const admin = world.as('ada', 'admin');
  for (const [id, role] of [
    ['ada', 'admin'],
    ['claire', 'user'],
    ['max', 'manager'],
  ]) {
    const body = { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris', role };
    await admin('PUT', `/v1/users/${id}`, { body });
  }
  return { ...world, admin, manager: world.as('max', 'manager') };
}

const ok = ({ status, body }: ApiAnswer, expected = 200) => {
  assert.equal(status, expected, JSON.stringify(body));
  return body;
};
const newLead = async ({ admin }: World, body: object): Promise<Lead> =>
  ok(await admin('POST', '/v1/leads', { body }), 201);
const leadOf = async ({ admin }: World, id: string): Promise<Lead> =>
  ok(await admin('GET', `/v1/leads/${id}`));
const listed = async ({ admin }: World, query: Record<string, string> = {}) =>
  ok(await admin('GET', '/v1/suppressions', { query })).items;
const happened = async (world: World, leadId: string) => {
  const page = await world.ports.store.activities.ofLead('acme', leadId, { limit: 100 });
  return page.items.flatMap(({ events }) => events.map(({ type }) => type));
};

describe('the suppression list', () => {
  test('D7: an address put on the list suppresses every lead that has it, with reason and date', async () => {
    const world = await acme();
    const ana = await newLead(world, { email: 'ana@example.com' });
    const bob = await newLead(world, { email: 'bob@example.com' });
    const at = '2027-02-03T10:00:00Z';
    const body = { email: 'Ana@Example.com ', reason: 'unsubscribed', at, note: 'On the phone' };
    const entry = ok(await world.manager('POST', '/v1/suppressions', { body }), 201);
    assert.deepEqual(
      { ...entry, id: '' },
      {
        id: '',
        address: 'ana@example.com',
        reason: 'unsubscribed',
        at: '2027-02-03T10:00:00.000Z',
        addedAt: '2027-03-01T08:00:00.000Z',
        source: 'user',
        by: 'max',
        note: 'On the phone',
      },
    );
    assert.equal((await leadOf(world, ana.id)).suppression.unsubscribedAt, '2027-02-03T10:00:00.000Z');
    assert.deepEqual((await leadOf(world, bob.id)).suppression, {});
    assert.deepEqual(await happened(world, ana.id), ['suppressed']);
  });

  test('D7: is asked for a phone number with its plus sign written or not, and says what it cannot read', async () => {
    const world = await acme();
    await world.manager('POST', '/v1/suppressions', { body: { phone: '+33 6 12 34 56 78' } });
    const asked = async (address: string) => world.manager('GET', '/v1/suppressions', { query: { address } });
    // A “+” that is not encoded comes as a space.
    for (const address of ['+33612345678', ' 33612345678', '+33 6 12 34 56 78'])
      assert.equal((await asked(address)).body.items.length, 1, address);
    const unreadable = await asked('0612345678');
    assert.equal(unreadable.status, 400);
    assert.match(unreadable.body.errors[0].message, /\+33612345678/);
  });

  test('D7: what was lifted for one reason has full pages', async () => {
    const world = await acme();
    for (const [n, reason] of ['bounced', 'bounced', 'bounced', 'by-hand'].entries()) {
      const body = { email: `lead${n}@example.com`, reason };
      const { id } = ok(await world.manager('POST', '/v1/suppressions', { body }), 201);
      ok(await world.admin('DELETE', `/v1/suppressions/${id}`));
    }
    const query = { lifted: 'true', reason: 'by-hand', limit: '1' };
    const { items } = ok(await world.manager('GET', '/v1/suppressions', { query }));
    assert.deepEqual(
      items.map(({ address }: { address: string }) => address),
      ['lead3@example.com'],
    );
  });

  test('D7: a lead made with an address that is on the list is suppressed from the start', async () => {
    const world = await acme();
    await world.manager('POST', '/v1/suppressions', { body: { phone: '+33 6 12 34 56 78' } });
    const ana = await newLead(world, { email: 'ana@example.com', phone: '06 12 34 56 78', country: 'FR' });
    assert.deepEqual(ana.suppression, { byHandAt: '2027-03-01T08:00:00.000Z' });
    assert.deepEqual(await happened(world, ana.id), ['suppressed']);
  });
});

async function imported(world: World, file: string, as = world.admin) {
  const id = await startedJob(world, as, file, { kind: 'import-suppressions' });
  return { id, job: await runJobs(world) };
}

async function exported(world: World, size?: { rows: number; chunk: number }): Promise<string> {
  const { id } = ok(await world.admin('POST', '/v1/suppressions/export'), 202);
  await runJobs(world, size);
  const { parts } = ok(await world.admin('GET', `/v1/jobs/${id}/result.csv`));
  assert.ok(parts.length > 0);
  const job = await world.ports.store.jobs.get('acme', id);
  assert.ok(job?.kind === 'export-suppressions');
  return job.resultParts.map((key) => new TextDecoder().decode(world.files.stored.get(key))).join('');
}

describe('suppressions in files', () => {
  test('D7: an import keeps the file’s dates and suppresses the leads', async () => {
    const world = await acme();
    const ana = await newLead(world, { email: 'ana@example.com' });
    const { job } = await imported(
      world,
      'Email;Reason;Date;Note;Score\n' +
        'ANA@example.com;BOUNCE;2026-11-05 14:22:01;from the old tool;7\n' +
        'bob@example.com;opt-out;2026-12-01;;\n' +
        'eve@example.com;;;;\n',
    );
    assert.deepEqual(job?.progress, { read: 3, accepted: 3, unchanged: 0, rejected: 0 });
    assert.equal((await leadOf(world, ana.id)).suppression.bouncedAt, '2026-11-05T14:22:01.000Z');
    const entries = await listed(world);
    assert.deepEqual(
      entries.map(({ address, reason, at }: Record<string, string>) => [address, reason, at]).toSorted(),
      [
        ['ana@example.com', 'bounced', '2026-11-05T14:22:01.000Z'],
        ['bob@example.com', 'unsubscribed', '2026-12-01T00:00:00.000Z'],
        ['eve@example.com', 'by-hand', '2027-03-01T08:00:00.000Z'],
      ],
    );
  });

  test('D7: a reason is one of those there are, and not what every object has', async () => {
    const world = await acme();
    for (const reason of ['constructor', 'toString', '__proto__']) {
      const { job } = await imported(world, `email,reason\nana@example.com,${reason}\n`);
      assert.deepEqual(job?.progress, { read: 1, accepted: 0, unchanged: 0, rejected: 1 }, reason);
    }
    assert.deepEqual(await listed(world), []);
  });

  test('D7: each refused row of an import is named by line, column and reason', async () => {
    const world = await acme();
    const rows = [
      'address,reason,date',
      'nobody,bounced,2027-01-01',
      'ana@example.com,angry,2027-01-01',
      'bob@example.com,bounced,05/01/2027',
      'cleo@example.com,bounced,2027-04-01',
      'dan@example.com,bounced,2027-01-01',
      'Dan@example.com,hard bounce,2027-01-02',
      ',bounced,',
    ];
    const { id, job } = await imported(world, rows.join('\n'));
    assert.deepEqual(job?.progress, { read: 7, accepted: 1, unchanged: 0, rejected: 6 });
    const lines = rejectedText(world, job).trim().split('\r\n').slice(1);
    assert.deepEqual(
      lines.map((line) => line.split(',').slice(0, 2).join(' ')),
      ['2 address', '3 reason', '4 date', '5 date', '7 address', '8 '],
    );
    assert.match(lines[4] ?? '', /line 6 already/);
    assert.equal(ok(await world.admin('GET', `/v1/jobs/${id}`)).status, 'done');
  });

  test('D7: what is exported can be imported elsewhere, phone numbers among it, and changes nothing here', async () => {
    const [world, other] = [await acme(), await acme()];
    await world.admin('POST', '/v1/suppressions', {
      body: { phone: '+33612345678', note: 'Said “stop”, twice' },
    });
    for (let index = 0; index < 5; index += 1) {
      const body = {
        email: `p${index}@example.com`,
        reason: 'unsubscribed',
        at: `2027-01-0${index + 1}T08:00:00Z`,
      };
      await world.admin('POST', '/v1/suppressions', { body });
    }
    const file = await exported(world, { rows: 2, chunk: 2 });
    assert.equal(file.split('\r\n')[0], 'address,reason,date,source,by,note');
    assert.equal(file.trim().split('\r\n').length, 7);
    const { job } = await imported(other, file);
    assert.deepEqual(job?.progress, { read: 6, accepted: 6, unchanged: 0, rejected: 0 });
    const plain = (entries: Record<string, unknown>[]) =>
      entries.map(({ address, reason, at, note }) => [address, reason, at, note]);
    assert.deepEqual(plain(await listed(other)), plain(await listed(world)));
    assert.deepEqual((await imported(world, file)).job?.progress, {
      read: 6,
      accepted: 0,
      unchanged: 6,
      rejected: 0,
    });
  });

  test('D7: only admins import, export and lift; managers list and add; others do neither', async () => {
    const world = await acme();
    const user = world.as('claire', 'user');
    const statuses = async (as: As) => [
      (await as('GET', '/v1/suppressions')).status,
      (await as('POST', '/v1/suppressions', { body: { email: 'ana@example.com' } })).status,
      (await as('POST', '/v1/suppressions/export')).status,
      (await as('POST', '/v1/jobs', { body: { kind: 'import-suppressions' } })).status,
      (await as('DELETE', '/v1/suppressions/0000000000000000')).status,
    ];
    assert.deepEqual(await statuses(user), [403, 403, 403, 403, 403]);
    assert.deepEqual(await statuses(world.manager), [200, 201, 403, 403, 403]);
    assert.deepEqual(await statuses(world.admin), [200, 200, 202, 201, 404]);
  });
});
