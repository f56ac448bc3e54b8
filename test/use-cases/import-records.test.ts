import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { As, ApiWorld } from '#test/support/api.ts';
import { withPeople } from '#test/support/api.ts';
import { onFile, rejectedText, runJobs, startedJob } from '#test/support/jobs.ts';

const offers = { kind: 'import-records', typeId: 'offer' };

/** Leads of Claire and of Luc. */
async function withLeads(): Promise<ApiWorld & { admin: As; claire: As; ana: string; bob: string }> {
  const world = await withPeople();
  const claire = world.as('claire', 'user');
  const lead = async (by: As, email: string) => (await by('POST', '/v1/leads', { body: { email } })).body.id;
  const ana = await lead(claire, 'ana@example.com');
  const bob = await lead(world.as('luc', 'user'), 'bob@example.com');
  return { ...world, admin: world.as('ada', 'admin'), claire, ana, bob };
}

const listed = async (by: As, query: Record<string, string> = {}) =>
  (await by('GET', '/v1/records', { query: { limit: '100', ...query } })).body.items;

describe('records from a file', () => {
  test('E1: each row is a record of the lead that it names, its cells read as the fields of the type', async () => {
    const world = await withLeads();
    const file = [
      'Source ID;E-Mail;Lead;Status;Amount;Sent at;validUntil;Number;Comment',
      "1;ANA@example.com;;sent;1234.50 EUR;2027-03-01T10:00:00+02:00;2027-04-01;'-7;hello",
      `2;;${world.bob};draft;-3 JPY;;;;`,
    ].join('\n');
    await startedJob(world, world.admin, file, offers);
    const job = onFile(await runJobs(world));
    assert.deepEqual([job.status, job.progress.accepted, job.progress.rejected], ['done', 2, 0]);
    const items = await listed(world.admin, { type: 'offer' });
    const [first, second] = ['1', '2'].map((id) => items.find(({ sourceId }: any) => sourceId === id));
    assert.deepEqual([first.sourceId, first.leadId, first.ownerId], ['1', world.ana, 'claire']);
    assert.deepEqual(first.values, {
      status: 'sent',
      amount: { amount: 1_234.5, currency: 'EUR' },
      sentAt: '2027-03-01T08:00:00.000Z',
      validUntil: '2027-04-01',
      number: '-7',
    });
    assert.deepEqual([second.leadId, second.values.amount], [world.bob, { amount: -3, currency: 'JPY' }]);
    const { columns } = (await world.admin('GET', `/v1/jobs/${job.id}`)).body;
    assert.deepEqual(
      columns.map(({ name, readAs }: any) => [name, readAs]),
      [
        ['Source ID', 'sourceId'],
        ['E-Mail', 'email'],
        ['Lead', 'lead'],
        ['Status', 'values.status'],
        ['Amount', 'values.amount'],
        ['Sent at', 'values.sentAt'],
        ['validUntil', 'values.validUntil'],
        ['Number', 'values.number'],
        ['Comment', undefined],
      ],
    );
  });

  test('E1: the same file again changes nothing, and empty cells change nothing', async () => {
    const world = await withLeads();
    const file = 'id,email,status,number\n1,ana@example.com,sent,A\n';
    await startedJob(world, world.admin, file, offers);
    await runJobs(world);
    await startedJob(world, world.admin, file, offers);
    const again = onFile(await runJobs(world));
    assert.deepEqual([again.progress.accepted, again.progress.unchanged], [0, 1]);
    await startedJob(world, world.admin, 'id,status,number\n1,accepted,\n', offers);
    await runJobs(world);
    const [record] = await listed(world.admin);
    assert.deepEqual([record.revision, record.values], [2, { status: 'accepted', number: 'A' }]);
  });

  test('E1: a row that is wrong is refused by line and column, and the others are written', async () => {
    const world = await withLeads();
    const file = [
      'id,email,status,amount,owner',
      '1,nobody@example.com,sent,,',
      '2,ana@example.com,lost,12,',
      '3,ana@example.com,sent,,',
      '3,ana@example.com,draft,,',
      ',ana@example.com,draft,,',
      '5,ana@example.com,sent,,nobody',
      '6,,sent,,',
      '7,ana@example.com,sent,,Luc@acme.example',
    ].join('\n');
    await startedJob(world, world.admin, file, offers);
    const job = onFile(await runJobs(world));
    assert.deepEqual([job.progress.accepted, job.progress.rejected], [2, 6]);
    const lines = rejectedText(world, job).trim().split('\r\n').slice(1);
    assert.deepEqual(
      lines.map((line) => line.split(',').slice(0, 2).join(' ')),
      ['2 email', '3 status; amount', '5 id', '6 id', '7 owner', '8 email'],
    );
    const owners = (await listed(world.admin)).map(({ sourceId, ownerId }: any) => `${sourceId} ${ownerId}`);
    assert.deepEqual(owners.toSorted(), ['3 claire', '7 luc']);
  });

  test('F11, E1: it touches what its maker could access, and no more', async () => {
    const world = await withLeads();
    const file = 'id,email\n1,ana@example.com\n2,bob@example.com\n';
    await startedJob(world, world.claire, file, offers);
    const job = onFile(await runJobs(world));
    assert.deepEqual([job.progress.accepted, job.progress.rejected], [1, 1]);
    assert.match(rejectedText(world, job), /3,,The lead belongs to another user\./);
  });

  test('E1: of a strict file nothing is written when a row is wrong, and all when none is', async () => {
    const world = await withLeads();
    const wrong = 'id,email,status\n1,ana@example.com,sent\n2,ana@example.com,lost\n';
    await startedJob(world, world.admin, wrong, { ...offers, strict: true });
    assert.equal(onFile(await runJobs(world)).status, 'failed');
    assert.deepEqual(await listed(world.admin), []);
    await startedJob(world, world.admin, wrong.replace('lost', 'draft'), { ...offers, strict: true });
    const job = onFile(await runJobs(world, { rows: 1, chunk: 1 }));
    assert.deepEqual([job.status, job.progress.accepted], ['done', 2]);
  });

  test('E1: a slice that is run twice changes nothing twice', async () => {
    const world = await withLeads();
    const rows = Array.from({ length: 30 }, (_, at) => `${at},ana@example.com,sent`);
    await startedJob(world, world.admin, ['id,email,status', ...rows].join('\n'), offers);
    for (const message of [...world.queue.jobs]) world.queue.jobs.push(message);
    await runJobs(world, { rows: 10, chunk: 5 });
    const items = await listed(world.admin);
    assert.deepEqual([items.length, items.every(({ revision }: any) => revision === 1)], [30, true]);
  });

  test('E1: a lead is found by its address of today', async () => {
    const world = await withLeads();
    const change = { body: { email: 'ana@new.example' }, headers: { 'if-match': '*' } };
    await world.claire('PATCH', `/v1/leads/${world.ana}`, change);
    await startedJob(world, world.admin, 'id,email\n1,ana@new.example\n', offers);
    await runJobs(world);
    assert.equal((await listed(world.admin))[0].leadId, world.ana);
  });

  test('E1: a file without ids, and a type that is not there, are refused as a whole', async () => {
    const world = await withLeads();
    await startedJob(world, world.admin, 'email,status\nana@example.com,sent\n', offers);
    const job = onFile(await runJobs(world));
    assert.ok(job.status === 'failed');
    assert.match(job.problem, /no column for sourceId, so records could not be told apart/);
    const unknown = { kind: 'import-records', typeId: 'nothing' };
    assert.equal((await world.admin('POST', '/v1/jobs', { body: unknown })).status, 404);
  });
});
