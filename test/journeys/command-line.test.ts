import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { realClock } from '#infra/local/clock.ts';
import { seedFirstUsers } from '#infra/local/seed-first-users.ts';
import { startSystem, type System } from '#infra/local/system.ts';
import { command } from '#test/support/command-line.ts';

const sequence = `
name: Spring
draft:
  steps:
    - { id: call, name: Call, type: call, wait: { amount: 0, unit: minutes } }
    - { id: mail, name: Mail, type: automated-mail, wait: { amount: 3, unit: days }, templateId: hello }
`;

const csv = 'email,first_name\nana@example.com,Ana\nbob@example.com,Bob\nnobody,Carl\n';

describe('the command line on the local system', () => {
  let system: System;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relance-cli-'));
    system = await startSystem({ clock: realClock() });
    await seedFirstUsers(system);
  });
  after(async () => {
    await system.stop();
    await rm(folder, { recursive: true });
  });

  const ask = (args: readonly string[], piped = '') =>
    command(['--local', '--port', new URL(system.url).port, ...args], { folder }, piped);
  /** What a command answers, as data. */
  async function answered(args: readonly string[], piped = ''): Promise<any> {
    const { code, out, err } = await ask([...args, '--json'], piped);
    assert.equal(code, 0, err);
    return JSON.parse(out);
  }

  test('imports a CSV, makes a sequence, forecasts it, enrols, shows the record, and says what is refused', async () => {
    const file = join(folder, 'leads.csv');
    await writeFile(file, csv);
    const job = await answered(['leads', 'import', file, '--out', folder]);
    assert.deepEqual([job.status, job.progress.accepted, job.progress.rejected], ['done', 2, 1]);
    assert.match(await readFile(join(folder, 'rejected.csv'), 'utf8'), /^line,column,reason\r?\n4,email,/);

    const { items: leads } = await answered(['leads', 'list', '--owner', 'admin', '--all']);
    assert.deepEqual(leads.map(({ firstName }: any) => firstName).toSorted(), ['Ana', 'Bob']);
    const { id } = leads.find(({ firstName }: any) => firstName === 'Ana');
    const changed = await answered(['leads', 'change', id, '--title', 'CEO', '--null', 'last-name']);
    assert.deepEqual([changed.title, changed.revision], ['CEO', 2]);

    const mail = [
      '--kind',
      'mail',
      '--name',
      'Hello',
      '--subject',
      'Hello',
      '--html',
      '<p>Hello</p>',
      '--shared',
    ];
    await answered(['templates', 'put', 'hello', ...mail]);
    await answered(['sequences', 'put', 'spring', '--file', '-'], sequence);
    await answered(['sequences', 'publish', 'spring']);

    const forecast = await answered(['forecast', '--sequence-id', 'spring', '--leads', `{ ids: [${id}] }`]);
    assert.deepEqual([forecast.totals.mails, forecast.totals.tasks], [1, 1]);
    const { results } = await answered(['enroll', '--lead-id', id, '--sequence-id', 'spring']);
    const { out } = await ask(['record', results[0].enrollmentId]);
    assert.match(out, /enrolled/);
    assert.match(out, /Times are in Europe\/Paris\./);

    const refused = await ask(['enrollments', 'pause', results[0].enrollmentId, '--days', '9999']);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /body\.days \(--days\): /);
    const forbidden = await ask(['--user', 'user', 'leads', 'erase', id]);
    assert.deepEqual([forbidden.code, forbidden.out], [1, '']);
    const nobody = await ask(['--user', 'zoe', 'me', 'get']);
    assert.deepEqual([nobody.code, /There is no user “zoe”/.test(nobody.err)], [3, true]);
  });
});
