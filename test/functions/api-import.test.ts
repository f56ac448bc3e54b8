import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Context } from 'aws-lambda';
import { apiEvent, withPeople, type ApiWorld, type As, type CallOptions } from '#test/support/api.ts';
import { rejectedText, runJobs } from '#test/support/jobs.ts';

const csv = 'Prénom;Mail\nAna;ana@example.com\nBob;bob\n';
const asCsv = { 'content-type': 'text/csv' };
const imported = (as: As, body: string, more: CallOptions = {}) =>
  as('POST', '/v1/leads/import', { ...more, body, headers: { ...asCsv, ...more.headers } });
const emails = async (as: As): Promise<string[]> =>
  (await as('GET', '/v1/leads')).body.items.map(({ email }: { email: string }) => email);

describe('importing leads in one call', () => {
  test('D1: is a job over the body, answered with its address', async () => {
    const world = await withPeople();
    const admin = world.as('ada', 'admin');
    const { status, headers, body } = await imported(admin, csv);
    assert.equal(status, 202, JSON.stringify(body));
    assert.deepEqual([body.kind, body.status], ['import-leads', 'running']);
    assert.equal(headers['location'], `/v1/jobs/${body.id}`);
    const done = await runJobs(world);
    const { body: read } = await admin('GET', `/v1/jobs/${body.id}`);
    assert.deepEqual(read.progress, { read: 2, accepted: 1, unchanged: 0, rejected: 1 });
    assert.equal(read.columns[0].words, 'column Prénom read as firstName');
    assert.match(rejectedText(world, done), /^line,column,reason\r\n3,Mail,/);
    assert.deepEqual(await emails(admin), ['ana@example.com']);
  });

  test('D1: strict, it writes nothing when one row is wrong', async () => {
    const world = await withPeople();
    const admin = world.as('ada', 'admin');
    await imported(admin, csv, { query: { strict: 'true' } });
    assert.equal((await runJobs(world))?.status, 'failed');
    assert.deepEqual(await emails(admin), []);
    assert.equal((await imported(admin, csv, { query: { strict: 'yes' } })).status, 400);
  });

  test('D1: with the same key it is the same job; another body with that key is refused', async () => {
    const world = await withPeople();
    const admin = world.as('ada', 'admin');
    const keyed = { headers: { 'idempotency-key': 'k-1' } };
    const [first, second] = [await imported(admin, csv, keyed), await imported(admin, csv, keyed)];
    assert.equal(second.status, 202);
    assert.equal(second.body.id, first.body.id);
    await runJobs(world);
    const third = await imported(admin, csv, keyed);
    assert.deepEqual([third.body.id, third.body.status], [first.body.id, 'done']);
    assert.equal((await imported(admin, `${csv}Cleo;cleo@example.com\n`, keyed)).status, 422);
    assert.notEqual((await imported(admin, csv)).body.id, first.body.id);
    const other = await imported(world.as('max', 'manager'), csv, keyed);
    assert.notEqual(other.body.id, first.body.id);
  });

  test('D1: a repeated request does what a crash left undone', async () => {
    const world = await withPeople();
    const admin = world.as('ada', 'admin');
    const keyed = { headers: { 'idempotency-key': 'k-1' } };
    const jobs = world.ports.store.jobs;
    const put = jobs.put.bind(jobs);
    jobs.put = async () => Promise.reject(new Error('cut off'));
    assert.equal((await imported(admin, csv, keyed)).status, 500);
    jobs.put = put;
    assert.equal((await imported(admin, csv, keyed)).status, 202);
    assert.equal((await runJobs(world))?.status, 'done');
    assert.deepEqual(await emails(admin), ['ana@example.com']);
  });

  test('F11: by a user it touches that user’s leads only', async () => {
    const world = await withPeople();
    await world.as('luc', 'user')('POST', '/v1/leads', { body: { email: 'ana@example.com' } });
    const claire = world.as('claire', 'user');
    const { body } = await imported(claire, 'email,first_name\nana@example.com,Anna\neve@example.com,Eve\n');
    const done = await runJobs(world);
    assert.match(rejectedText(world, done), /2,,"The person is a lead of another user/);
    assert.deepEqual(await emails(claire), ['eve@example.com']);
    assert.equal((await world.as('luc', 'user')('GET', `/v1/jobs/${body.id}`)).status, 403);
  });

  test('D1: takes text/csv in UTF-8, whatever the gateway makes of it, and says what it does not take', async () => {
    const world = await withPeople();
    const admin = world.as('ada', 'admin');
    const status = async (contentType: string, body = csv) =>
      (await imported(admin, body, { headers: { 'content-type': contentType } })).status;
    assert.equal(await status('Text/CSV; Charset="UTF-8"; header=present'), 202);
    assert.equal(await status('application/json', '{}'), 415);
    assert.equal(await status('text/csv; charset=windows-1252'), 415);
    assert.equal(await status('application/x-www-form-urlencoded'), 415);
    assert.equal(await status('text/csv', ' \n'), 400);
    assert.equal(await status('text/csv', `email\n${'x'.repeat(1_000_000)}`), 413);
    assert.equal(await encoded(world, Buffer.from(`email\n${'x'.repeat(999_994)}`)), 202);
    assert.equal(await encoded(world, Buffer.from(`email\n${'x'.repeat(1_000_010)}`)), 413);
  });

  test('D1: a body in base64 is the file that was sent', async () => {
    const world = await withPeople();
    assert.equal(await encoded(world, Buffer.from(csv)), 202);
    await runJobs(world);
    const { body } = await world.as('ada', 'admin')('GET', '/v1/leads');
    assert.deepEqual(
      body.items.map(({ firstName }: { firstName: string }) => firstName),
      ['Ana'],
    );
  });
});

/** Sends a file as a gateway does that takes it for binary. @returns the status */
async function encoded(world: ApiWorld, file: Buffer): Promise<number | undefined> {
  const claims = {
    'custom:organisation': 'acme',
    'custom:user_id': 'ada',
    'cognito:groups': '[admin]',
  };
  const event = apiEvent('POST', '/v1/leads/import', {
    body: file.toString('base64'),
    headers: asCsv,
    claims,
  });
  const answer = await world.handler({ ...event, isBase64Encoded: true }, {
    awsRequestId: 'request-1',
  } as Context);
  return answer.statusCode;
}
