import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { runJobSlice } from '#shared/use-cases/jobs/run/run-job-slice.ts';
import { apiWorld, type ApiWorld, type As } from '#test/support/api.ts';
import { onFile, rejectedText, runJobs, startedJob } from '#test/support/jobs.ts';

type World = ApiWorld & { admin: As };

async function withUsers(): Promise<World> {
  const world = apiWorld();
  const admin = world.as('ada', 'admin');
  for (const id of ['ada', 'claire', 'luc']) {
    await admin('PUT', `/v1/users/${id}`, {
      body: { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris' },
    });
  }
  return { ...world, admin };
}

const emails = async (world: World): Promise<string[]> =>
  (await world.admin('GET', '/v1/leads')).body.items.map(({ email }: { email: string }) => email).sort();

describe('an import of leads', () => {
  test('keeps good rows, with own fields, owners and accounts', async () => {
    const world = await withUsers();
    await startedJob(
      world,
      world.admin,
      'E-mail;First name;phone;country;zone;owner;account;Chiffre d’affaires\r\n' +
        'ana@example.com;Ana;0612345678;FR;Europe/Paris;claire;Boulangerie Martin;2 M€\r\n' +
        'bob@example.com;Bob;;;;luc@acme.example;;\r\n',
    );
    const job = await runJobs(world);
    assert.equal(job?.status, 'done', JSON.stringify(job));
    assert.deepEqual(job.progress, { read: 2, accepted: 2, unchanged: 0, rejected: 0 });
    const { body } = await world.admin('GET', '/v1/leads', { query: { email: 'ana@example.com' } });
    const [ana] = body.items;
    assert.equal(ana.phone, '+33612345678');
    assert.equal(ana.ownerId, 'claire');
    assert.deepEqual(ana.fields, { Chiffre_d_affaires: '2 M€' });
    const { body: account } = await world.admin('GET', `/v1/accounts/${ana.accountId}`);
    assert.equal(account.name, 'Boulangerie Martin');
  });

  test('D8: refuses a row with which its lead would have more than 50 own fields', async () => {
    const world = await withUsers();
    const columns = (prefix: string) => Array.from({ length: 30 }, (_, n) => `${prefix}${n}`).join(',');
    const values = Array.from({ length: 30 }, () => 'x').join(',');
    const file = (prefix: string) => `email,${columns(prefix)}\nana@example.com,${values}\n`;
    await startedJob(world, world.admin, file('a'));
    assert.equal((await runJobs(world))?.status, 'done');
    await startedJob(world, world.admin, file('b'));
    const job = await runJobs(world);
    assert.match(rejectedText(world, job), /^2,,"?The lead would have 60 own fields, 50 at most/m);
  });

  test('refuses a file of more than 200 columns, of equal ones, or of names that cannot be, and ends', async () => {
    const refused = async (header: string) => {
      const world = await withUsers();
      await startedJob(world, world.admin, `email,${header}\nana@example.com,x\n`);
      const job = onFile(await runJobs(world));
      assert.equal(job.status, 'failed');
      assert.ok(job.rejected.length <= 20, `${job.rejected.length} kept`);
      return job.rejected[0]?.reason ?? '';
    };
    assert.match(await refused('s,'.repeat(20_000).slice(0, -1)), /20001 columns, 200 at most/);
    assert.match(await refused('same,'.repeat(150).slice(0, -1)), /It is the same as column 2/);
    assert.match(await refused('x'.repeat(40_000)), /40000 characters, 200 at most/);
    assert.match(await refused('constructor'), /taken by the system/);
  });

  test('takes a column for what it says and not for what every object has', async () => {
    const world = await withUsers();
    await startedJob(world, world.admin, 'email,Constructor\nana@example.com,x\n');
    const job = await runJobs(world);
    assert.deepEqual(job?.progress.accepted, 1, JSON.stringify(job));
  });

  test('keeps of a reason with the job what can be shown', async () => {
    const world = await withUsers();
    await startedJob(world, world.admin, `email,owner\nana@example.com,${'x'.repeat(60_000)}\n`);
    const job = onFile(await runJobs(world));
    assert.equal(job.rejected[0]?.reason.length, 500);
    assert.ok(rejectedText(world, job).length > 60_000);
  });

  test('refuses each bad row with line, column and reason', async () => {
    const world = await withUsers();
    const rows = [
      'email,first_name,zone,owner',
      'ana@example.com,Ana,Europe/Paris,claire',
      'not an address,Bob,Europe/Paris,claire',
      'cleo@example.com,Cleo,Mars/Base,claire',
      'dan@example.com,Dan,,nobody',
      'ANA@example.com,Ana again,,',
      'eve@example.com,Eve',
      'fay@example.com,"Fay,,',
      ',Gil,,',
      'hal@example.com,Hal,,',
    ];
    await startedJob(world, world.admin, rows.join('\n'));
    const job = await runJobs(world);
    assert.deepEqual(job?.progress, { read: 9, accepted: 2, unchanged: 0, rejected: 7 });
    const text = rejectedText(world, job).trim().split('\r\n');
    assert.equal(text[0], 'line,column,reason');
    const slots = text.slice(1).map((line) => line.split(',').slice(0, 2).join(' ').trim());
    assert.deepEqual(slots, ['3 email', '4 zone', '5 owner', '6 email', '7', '8', '9 email']);
    assert.match(text[4] ?? '', /line 2 already/);
    assert.deepEqual(await emails(world), ['ana@example.com', 'hal@example.com']);
  });

  test('refuses rows with bytes that are not UTF-8, and files in UTF-16', async () => {
    const world = await withUsers();
    const latin1 = Buffer.from('email,first_name\nana@example.com,Ren\xe9\nbob@example.com,Bob\n', 'latin1');
    await startedJob(world, world.admin, latin1);
    const job = onFile(await runJobs(world));
    assert.deepEqual(job.rejected, [
      {
        line: 2,
        column: 'first_name',
        reason: 'It holds bytes that are not UTF-8: save the file as CSV in UTF-8.',
      },
    ]);
    await startedJob(world, world.admin, Buffer.from('\uFEFFemail\nana@example.com\n', 'utf16le'));
    const other = await runJobs(world);
    assert.match(other?.status === 'failed' ? other.problem : '', /UTF-16/);
  });

  for (const [what, file, said] of [
    [
      'without a column that reaches anybody',
      'name,zone\nAna,Europe/Paris\n',
      /no column for email or phone.*“name”, “zone”/,
    ],
    ['without rows', 'email,first_name\r\n\r\n', /has no rows/],
    ['that is a workbook', 'PK\u0003\u0004email\n', /is a workbook .* save it as CSV/],
    ['that is no text', 'email\nana@example.com\u0000\n', /is not text/],
    ['in UTF-16 without a mark', 'e\0m\0a\0i\0l\0\n\0', /UTF-16/],
    ['with the line ends of an old Mac', 'email\rana@example.com\r', /end as on a Mac/],
    ['with a column twice', 'email,First name,first_name\n', /same as column 2/],
    ['with a column without name', 'email,,zone\n', /Column 2 has no name/],
    ['that is empty', '\n\n', /empty/],
  ] as const) {
    test(`refuses a file ${what}, as a whole`, async () => {
      const world = await withUsers();
      const id = await startedJob(world, world.admin, file);
      await runJobs(world);
      const { body: job } = await world.admin('GET', `/v1/jobs/${id}`);
      assert.equal(job.status, 'failed');
      assert.match(job.problem, said);
    });
  }

  test('D1: says what was understood of each column', async () => {
    const world = await withUsers();
    const as = world.admin;
    const file = '\uFEFFPrénom;Mail;Portable;Tél.;Secteur\nAna;ana@example.com;;+33612345678;Pain\n';
    const wordsOf = async (id: string) =>
      (await as('GET', `/v1/jobs/${id}`)).body.columns?.map(({ words }: { words: string }) => words);
    const id = await startedJob(world, as, file);
    assert.equal(await wordsOf(id), undefined);
    assert.equal((await runJobs(world))?.progress.accepted, 1);
    assert.deepEqual(await wordsOf(id), [
      'column Prénom read as firstName',
      'column Mail read as email',
      'column Portable read as phone',
      'column Tél. read as the own field Tel, since column Portable is read as phone',
      'column Secteur read as the own field Secteur',
    ]);
    const suppressed = await startedJob(world, as, file, { kind: 'import-suppressions' });
    await runJobs(world);
    assert.deepEqual((await wordsOf(suppressed))?.slice(0, 2), [
      'column Prénom passed over',
      'column Mail read as email',
    ]);
  });

  test('that is strict writes nothing when one row is wrong, and all when none is', async () => {
    const world = await withUsers();
    const good = 'email\nana@example.com\nbob@example.com\n';
    await startedJob(world, world.admin, `${good}wrong\n`, { strict: true });
    const failed = await runJobs(world, { rows: 1, chunk: 1 });
    assert.equal(failed?.status, 'failed');
    assert.match(failed.problem, /1 of 3 rows/);
    assert.deepEqual(await emails(world), []);
    await startedJob(world, world.admin, good, { strict: true });
    const done = await runJobs(world, { rows: 1, chunk: 1 });
    assert.equal(done?.status, 'done');
    assert.deepEqual(done.progress, { read: 2, accepted: 2, unchanged: 0, rejected: 0 });
  });

  test('gives the same in slices of any size', async () => {
    const rows = ['email,title', ...Array.from({ length: 50 }, (_, n) => `lead${n % 40}@example.com,T${n}`)];
    const texts = new Set<string>();
    for (const size of [
      { rows: 1, chunk: 1 },
      { rows: 7, chunk: 3 },
      { rows: 1000, chunk: 1000 },
    ]) {
      const world = await withUsers();
      await startedJob(world, world.admin, rows.join('\n'));
      const job = await runJobs(world, size);
      texts.add(rejectedText(world, job) + JSON.stringify(job?.progress));
      assert.equal((await emails(world)).length, 40);
    }
    assert.equal(texts.size, 1);
  });

  test('a slice that is delivered twice changes nothing twice', async () => {
    const world = await withUsers();
    const file = 'email,title\nana@example.com,CEO\nana@example.com,CTO\nbob@example.com,CFO\n';
    await startedJob(world, world.admin, file);
    const [message] = world.queue.jobs.splice(0);
    assert.ok(message);
    const run = () =>
      runJobSlice(
        { ...world.ports, inboundMail: world.files },
        { ...message, now: world.clock.now(), size: { rows: 2, chunk: 2 } },
      );
    const both = await Promise.all([run(), run()]);
    assert.equal(both.filter((job) => job !== undefined).length, 1);
    assert.equal(world.queue.jobs.length, 1);
    const job = await runJobs(world, { rows: 2, chunk: 2 });
    assert.equal(job?.progress.read, 3);
    assert.equal(job.progress.rejected, 1);
    const { body } = await world.admin('GET', '/v1/leads', { query: { email: 'ana@example.com' } });
    assert.equal(body.items[0].title, 'CEO');
    assert.equal(body.items[0].revision, 1);
  });

  test('again finds everything as it was; empty cells change nothing', async () => {
    const world = await withUsers();
    await startedJob(world, world.admin, 'email,title,x\nana@example.com,CEO,1\n');
    await runJobs(world);
    await startedJob(world, world.admin, 'email,title,x\nana@example.com,,1\n');
    assert.deepEqual((await runJobs(world))?.progress, { read: 1, accepted: 0, unchanged: 1, rejected: 0 });
    await startedJob(world, world.admin, 'email,title,x\nana@example.com,,2\n');
    assert.deepEqual((await runJobs(world))?.progress, { read: 1, accepted: 1, unchanged: 0, rejected: 0 });
    const { body } = await world.admin('GET', '/v1/leads', { query: { email: 'ana@example.com' } });
    assert.deepEqual([body.items[0].title, body.items[0].fields.x], ['CEO', '2']);
  });

  test('by a user touches that user’s leads only', async () => {
    const world = await withUsers();
    await world.admin('POST', '/v1/leads', { body: { email: 'luc-lead@example.com', ownerId: 'luc' } });
    const file = 'email,owner\nluc-lead@example.com,\nana@example.com,luc\nbob@example.com,\n';
    const id = await startedJob(world, world.as('claire', 'user'), file);
    const job = onFile(await runJobs(world));
    assert.deepEqual(
      job.rejected.map(({ line }) => line),
      [2, 3],
    );
    const { body } = await world.admin('GET', '/v1/leads', { query: { email: 'bob@example.com' } });
    assert.equal(body.items[0].ownerId, 'claire');
    assert.equal((await world.as('luc', 'user')('GET', `/v1/jobs/${id}`)).status, 403);
  });

  test('is started only once its file is there', async () => {
    const world = await withUsers();
    const { body } = await world.admin('POST', '/v1/jobs', { body: { kind: 'import-leads' } });
    assert.equal(body.upload.method, 'PUT');
    const answer = await world.admin('POST', `/v1/jobs/${body.job.id}/start`);
    assert.equal(answer.status, 409);
    assert.match(answer.body.detail, /PUT it/);
  });

  test('gives links to the parts of its refused rows', async () => {
    const world = await withUsers();
    const id = await startedJob(world, world.admin, 'email\nwrong\nworse\n');
    await runJobs(world, { rows: 1, chunk: 1 });
    const { body } = await world.admin('GET', `/v1/jobs/${id}/rejected`);
    assert.equal(body.parts.length, 2);
  });

  test('D1: gives its refused rows as CSV, a line each, in which a spreadsheet runs nothing', async () => {
    const world = await withUsers();
    const refused = async (id: string) => world.admin('GET', `/v1/jobs/${id}/rejected.csv`);
    const file = 'email,zone,=sum\nwrong,Mars,x\nana@example.com,,ok\n"a ""quoted"", one",,\nbad,,\n';
    const id = await startedJob(world, world.admin, file);
    assert.equal((await refused(id)).body, 'line,column,reason\r\n');
    await runJobs(world, { rows: 1, chunk: 1 });
    const { status, headers, body } = await refused(id);
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/csv; charset=utf-8');
    assert.match(String(headers['content-disposition']), /attachment; filename="rejected\.csv"/);
    const lines: string[] = body.trimEnd().split('\r\n');
    assert.deepEqual(
      lines.map((line) => line.split(',', 2).join(',')),
      ['line,column', '2,email; zone', '4,email', '5,email'],
    );
    assert.match(lines[1] ?? '', /Not an email address .*Not a known time zone/);
    assert.equal(lines[1]?.match(/"/g)?.length ?? 0, 0);

    const named = await startedJob(world, world.admin, `email,=cmd,=cmd\na@example.com,x,y\n`);
    await runJobs(world);
    assert.match((await refused(named)).body, /^1,'=cmd,/m);
  });

  test('D1: more refused rows than one answer takes are got in parts', async () => {
    const world = await withUsers();
    const id = await startedJob(world, world.admin, 'email\nwrong\nworse\n');
    const job = onFile(await runJobs(world, { rows: 1, chunk: 1 }));
    const [, second = ''] = job.rejectedParts;
    world.files.stored.set(second, new Uint8Array(4_000_000));
    const { status, body } = await world.admin('GET', `/v1/jobs/${id}/rejected.csv`);
    assert.equal(status, 409);
    assert.match(body.detail, /get its parts at \/v1\/jobs\/\w+\/rejected/);
  });
});

describe('an enrolment by file', () => {
  test('enrolls the leads that its rows name, once', async () => {
    const world = await withUsers();
    const { admin } = world;
    const step = { id: 'call', name: 'Call', type: 'call', wait: { amount: 0, unit: 'days' } };
    await admin('PUT', '/v1/sequences/spring', { body: { name: 'Spring', draft: { steps: [step] } } });
    await admin('POST', '/v1/sequences/spring/publish', { headers: { 'if-match': '"1"' } });
    await startedJob(world, admin, 'email\nana@example.com\nbob@example.com\n');
    await runJobs(world);
    const input = { kind: 'enroll-leads', sequenceId: 'spring', userId: 'claire' };
    const file = 'email\nana@example.com\nbob@example.com\nnobody@example.com\nana@example.com\n';
    await startedJob(world, admin, file, input);
    const job = await runJobs(world, { rows: 1, chunk: 1 });
    assert.deepEqual(job?.progress, { read: 4, accepted: 2, unchanged: 0, rejected: 2 });
    const { body } = await admin('GET', '/v1/enrollments', { query: { sequence: 'spring' } });
    assert.deepEqual(
      body.items.map(({ userId }: { userId: string }) => userId),
      ['claire', 'claire'],
    );
    await startedJob(world, admin, file, input);
    assert.equal((await runJobs(world))?.progress.unchanged, 2);
  });

  test('needs a sequence that exists', async () => {
    const { admin } = await withUsers();
    const missing = await admin('POST', '/v1/jobs', { body: { kind: 'enroll-leads' } });
    assert.equal(missing.body.errors[0].path, 'sequenceId');
    const gone = await admin('POST', '/v1/jobs', { body: { kind: 'enroll-leads', sequenceId: 'gone' } });
    assert.equal(gone.status, 404);
  });
});
