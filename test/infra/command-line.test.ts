import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import * as z from 'zod';
import { aliases, nameOf, namedOperations, type Named } from '#infra/cli/command-names.ts';
import { flagsOf, type Flag } from '#infra/cli/flags.ts';
import { readerOf } from '#infra/cli/perform.ts';
import { operations } from '#shared/contracts/api/operations.ts';
import { everyone, methodAndPath, type Operation } from '#shared/contracts/api/operation.ts';
import { apiStandIn, command, type Answer, type Got } from '#test/support/command-line.ts';

/** Values of parameters whose contract gives no example. */
const otherwise = [
  'organisation',
  '2027-05-14',
  'mail',
  'organisation.all',
  'claire',
  '1',
  'k3j9x0q2m4v7b1zc.1',
  'k3j9x0q2m4v7b1zc.spring-26.1.m4v7b1zck3j9x0q2',
];

/** A value that a parameter may have, by its contract. */
function sampleOf({ operation }: Named, name: string): string {
  const schema = operation.params?.shape[name] as z.ZodType;
  const told = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as any;
  const examples = [...(told.examples ?? []), ...(told.enum ?? []), ...otherwise].map(String);
  const good = examples.find((example) => schema.safeParse(example).success);
  assert.ok(good !== undefined, `${operation.on}: no sample of ${name}`);
  return good;
}

/** A flag with a value as it is typed, and the value as it is sent. */
function typedFlag({ in: where, flag, kind, choices }: Flag): { words: string[]; sent: unknown } {
  switch (kind) {
    case 'boolean':
      return { words: [`--${flag}`], sent: where === 'query' ? 'true' : true };
    case 'number':
      return { words: [`--${flag}`, '7'], sent: where === 'query' ? '7' : 7 };
    case 'structure':
      return { words: [`--${flag}`, '{ a: [1, "b"] }'], sent: { a: [1, 'b'] } };
    case 'texts':
      return { words: [`--${flag}`, 'one', `--${flag}`, 'two'], sent: ['one', 'two'] };
    case 'text': {
      const text = choices?.[0] ?? 'a b&c';
      return { words: [`--${flag}`, text], sent: text };
    }
  }
}

const job = { id: '0m8f3k2p9q1x7w5a', status: 'done', percent: 100 };

describe('the command line', () => {
  let api: Awaited<ReturnType<typeof apiStandIn>>;
  let folder: string;
  let answer: (got: Got) => Answer;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relance-cli-'));
    api = await apiStandIn((got) => answer(got));
  });
  beforeEach(() => {
    api.got.length = 0;
    answer = () => ({ headers: { etag: '"7"' }, body: { ...job, items: [] } });
  });
  after(async () => {
    api.stop();
    await rm(folder, { recursive: true });
  });

  const relance = (args: readonly string[], piped = '') =>
    command(args, { url: api.url, token: 'the-token', folder }, piped);
  const last = (): Got => api.got.at(-1) ?? assert.fail('Nothing was asked.');

  test('has one command for each operation, called by its method and path alone', () => {
    const names = namedOperations().map(({ noun, verb }) => `${noun} ${verb}`);
    assert.equal(names.length, Object.keys(operations).length);
    assert.equal(new Set(names).size, names.length);
    const items = { status: 200, description: '', body: z.object({ items: z.array(z.string()) }) } as const;
    const of = (on: Operation['on'], returns: Operation['returns'] = items) =>
      Object.values(nameOf({ on, tag: 'Leads', summary: '', roles: everyone, returns }))
        .flat()
        .join(' ');
    assert.equal(of('GET /v1/things'), 'things list');
    assert.equal(of('GET /v1/things', { status: 204, description: '' }), 'things get');
    assert.equal(of('GET /v1/things/{id}'), 'things get id');
    assert.equal(of('POST /v1/things'), 'things create');
    assert.equal(of('PUT /v1/things/{id}'), 'things put id');
    assert.equal(of('PATCH /v1/things/{id}'), 'things change id');
    assert.equal(of('DELETE /v1/things/{id}/{part}'), 'things delete id part');
    assert.equal(of('POST /v1/things/{id}/draft/order'), 'things draft-order id');
    assert.equal(of('GET /v1/things/{id}/parts'), 'things parts id');
    assert.equal(of('GET /v1/things/{id}/parts/{part}'), 'things get-parts id part');
    assert.equal(of('PUT /v1/things/{id}/pin'), 'things put-pin id');
    assert.equal(of('GET /v1/things/{id}/rejected.csv'), 'things rejected-csv id');
  });

  test('has short names that stand for commands and are no nouns', () => {
    const commands = namedOperations();
    for (const [name, [noun, verb]] of Object.entries(aliases)) {
      assert.ok(
        commands.some((one) => one.noun === noun && one.verb === verb),
        name,
      );
      assert.ok(!commands.some((one) => one.noun === name), name);
    }
  });

  for (const named of namedOperations()) {
    const { operation, noun, verb, params } = named;
    test(`sends what is typed: ${operation.on}`, async () => {
      const flags = flagsOf(operation);
      const samples = params.map((name) => sampleOf(named, name));
      const typed = flags.map((flag) => ({ flag, ...typedFlag(flag) }));
      const csv = operation.bodyKind === 'csv';
      const words = [
        noun,
        verb,
        ...samples,
        ...(csv ? ['-'] : []),
        ...typed.flatMap((one) => one.words),
        '--json',
      ];
      const { code, err } = await relance(
        operation.returns.body === undefined ? words.slice(0, -1) : words,
        'email\nana@example.com\n',
      );
      assert.equal(code, 0, err);

      const { method, path } = methodAndPath(operation);
      const { method: asked, path: askedPath, headers, body } = last();
      const url = new URL(askedPath, api.url);
      const expected = samples.reduce<string>(
        (at, value) => at.replace(/\{\w+\}/, encodeURIComponent(value)),
        path,
      );
      assert.deepEqual([asked, url.pathname], [method, expected]);
      const sentIn = (where: Flag['in']) =>
        Object.fromEntries(
          typed.filter(({ flag }) => flag.in === where).map(({ flag, sent }) => [flag.name, sent]),
        );
      assert.deepEqual(Object.fromEntries(url.searchParams), sentIn('query'));
      if (csv) assert.equal(body, 'email\nana@example.com\n');
      else assert.deepEqual(body === '' ? {} : JSON.parse(body), sentIn('body'));
      assert.equal(headers.authorization, 'Bearer the-token');
      assert.equal(headers['if-match'], operation.conditional === true ? '"7"' : undefined);
      const takesKey = operation.headers !== undefined && 'idempotency-key' in operation.headers.shape;
      assert.equal(typeof headers['idempotency-key'], takesKey ? 'string' : 'undefined');
    });
  }

  test('tells in its help what the contracts tell, by what it is about, and the flags of a command', async () => {
    const { out } = await relance(['--help']);
    assert.match(out, /^Leads\. People who are followed up\.\n {2}leads: list, create/m);
    assert.match(out, /^ {2}record = enrollments record$/m);
    const { out: ofLeads } = await relance(['leads', 'list', '--help']);
    assert.match(ofLeads, /Users get their own leads, managers those of their groups/);
    assert.match(ofLeads, /--owner <text> +Only leads of this user\./);
    assert.match(ofLeads, /GET \/v1\/leads/);
  });

  test('suggests the nearest word, and ends with 2 for what was typed wrongly', async () => {
    for (const [args, why] of [
      [['lead', 'list'], /Did you mean leads\?/],
      [['leads', 'lst'], /Did you mean list\?/],
      [['leads', 'list', '--ownr', 'x'], /Did you mean --owner\?/],
      [['leads', 'get'], /missing required argument 'id'/],
      [['leads', 'get', '..'], /ID cannot be “\.\.”/],
      [['users', 'settings', '..'], /ID cannot be “\.\.”/],
      [['tasks', 'list', '--status', 'gone'], /Allowed choices are planned, open/],
      [['settings', 'change', 'organisation', '--max-mails-per-day', '7x'], /takes a number/],
      [['settings', 'change', 'organisation', '--null', 'window-zone'], /can be null/],
      [['leads', 'create', '--file', '/nowhere/lead.json'], /there is no such file/],
      [['leads', 'list', '--most', '0'], /--most takes a whole number/],
      [['--url', 'http://relance.example.com', 'me', 'get'], /is no address of a system/],
      [['--stage', '../x', 'me', 'get'], /is no name of a stage/],
    ] as const) {
      const { code, err } = await command(args, {
        folder,
        url: args[0].startsWith('--') ? undefined : api.url,
        token: 'x',
      });
      assert.match(err, why);
      assert.equal(code, 2, args.join(' '));
    }
    assert.equal(api.got.length, 0);
  });

  test('takes a body as JSON or YAML from a file or from what is piped in, and flags before it', async () => {
    const file = join(folder, 'lead.yaml');
    await writeFile(file, 'email: ana@example.com\nfirstName: Ana\nfields:\n  industry: bakery\n');
    await relance(['leads', 'create', '--file', file, '--first-name', 'Anna']);
    const lead = { email: 'ana@example.com', firstName: 'Anna', fields: { industry: 'bakery' } };
    assert.deepEqual(JSON.parse(last().body), lead);
    await relance(['leads', 'create', '--file', '-'], JSON.stringify(lead));
    assert.deepEqual(JSON.parse(last().body), lead);
    const wrong = await relance(['leads', 'create', '--file', '-'], '{"email": [');
    assert.deepEqual([wrong.code, /neither JSON nor YAML/.test(wrong.err)], [2, true]);
  });

  test('reads a value of a flag from a file, and calls one --set-… whose name every command has', async () => {
    const file = join(folder, 'sequence.json');
    await writeFile(file, '{"format":"relance-sequence"}');
    await relance(['sequences', 'import', '--id', 'copy', '--set-file', `@${file}`]);
    assert.deepEqual(JSON.parse(last().body), { id: 'copy', file: { format: 'relance-sequence' } });
  });

  test('sends null for what is named with --null', async () => {
    await relance([
      'leads',
      'change',
      'k3j9x0q2m4v7b1zc',
      '--title',
      'CEO',
      '--null',
      'phone',
      '--null',
      'last-name',
    ]);
    assert.deepEqual(JSON.parse(last().body), { title: 'CEO', phone: null, lastName: null });
  });

  test('reads the present revision before a change, sends the one that is given, and makes what is not there', async () => {
    for (const { id, operation, noun, verb } of namedOperations())
      if (operation.conditional === true)
        assert.ok(
          readerOf({ id, operation, noun, verb, params: [] }),
          `${operation.on}: nothing tells its revision`,
        );
    await relance(['sequences', 'publish', 'spring-26', '--if-match', '3']);
    assert.deepEqual(
      api.got.map(({ method, headers }) => [method, headers['if-match']]),
      [['POST', '"3"']],
    );
    answer = ({ method }) => (method === 'GET' ? { status: 404 } : { status: 201 });
    await relance(['groups', 'put', 'paris', '--name', 'Paris']);
    assert.deepEqual([last().headers['if-match'], last().headers['if-none-match']], [undefined, '*']);
  });

  test('follows cursors with --all, to the most that is wished, and says that there is more', async () => {
    const page = (got: Got) => Number(new URL(got.path, api.url).searchParams.get('cursor') ?? 0);
    answer = (got) => ({
      body: { items: [{ id: `l${page(got)}` }], ...(page(got) < 4 && { cursor: String(page(got) + 1) }) },
    });
    const ids = ({ out }: { out: string }) => JSON.parse(out).items.map(({ id }: { id: string }) => id);
    assert.deepEqual(ids(await relance(['leads', 'list', '--all', '--json'])), [
      'l0',
      'l1',
      'l2',
      'l3',
      'l4',
    ]);
    const cut = await relance(['leads', 'list', '--all', '--most', '2', '--json']);
    assert.deepEqual([ids(cut), /--most 20 for more/.test(cut.err)], [['l0', 'l1'], true]);
    assert.match((await relance(['leads', 'list'])).err, /There is more: --all, or --cursor 1/);
  });

  test('tells a refusal in words, each wrong value with its path and flag, and ends with 1', async () => {
    const errors = [{ in: 'body', path: 'email', message: 'Not an address.' }];
    answer = () => ({
      status: 400,
      headers: { 'content-type': 'application/problem+json' },
      body: { type: '/problems/invalid', title: 'What was sent is not valid', status: 400, errors },
    });
    const { code, out, err } = await relance(['leads', 'create', '--email', 'x']);
    assert.deepEqual(
      [code, out, err],
      [1, '', 'What was sent is not valid\n  body.email (--email): Not an address.\n'],
    );
  });

  test('ends with 3 where nobody answers or nobody is signed in', async () => {
    answer = () => ({ status: 401, body: { title: 'No valid token' } });
    assert.equal((await relance(['me', 'get'])).code, 3);
    const closed = await command(['me', 'get'], { url: 'http://127.0.0.1:9', token: 'x', folder });
    assert.deepEqual([closed.code, /does not answer/.test(closed.err)], [3, true]);
    const nobody = await command(['me', 'get'], { folder });
    assert.deepEqual([nobody.code, /not signed in/.test(nobody.err)], [3, true]);
    answer = () => ({ headers: { 'content-type': 'text/html' }, body: '<html>' });
    assert.match((await relance(['me', 'get'])).err, /does not answer as Relance does/);
  });

  test('tries again what may be done twice when the system could not answer, under one key, and nothing else', async () => {
    let tries = 0;
    answer = () => ({ status: (tries += 1) < 3 ? 503 : 200 });
    assert.equal((await relance(['enroll', '--lead-id', 'k3j9x0q2m4v7b1zc', '--sequence-id', 's'])).code, 0);
    assert.equal(new Set(api.got.map(({ headers }) => headers['idempotency-key'])).size, 1);
    assert.equal(api.got.length, 3);
    tries = 0;
    api.got.length = 0;
    assert.equal((await relance(['leads', 'create', '--email', 'a@example.com'])).code, 1);
    assert.equal(api.got.length, 1);
  });

  test('imports a file that is too long for one call by a job: prepared, uploaded, started, waited for, its refused rows saved', async () => {
    const file = join(folder, 'leads.csv');
    const text = `email\n${'someone@example.com\n'.repeat(60_000)}`;
    await writeFile(file, text);
    let looks = 0;
    answer = ({ method, path }) => {
      if (method === 'PUT') return {};
      if (path === '/v1/jobs')
        return {
          status: 201,
          body: {
            job: { ...job, status: 'awaiting-upload' },
            upload: { method: 'PUT', url: `${api.url}/upload` },
          },
        };
      if (path.endsWith('/rejected'))
        return { body: { parts: [`${api.url}/p-1.csv`, `${api.url}/p-2.csv`] } };
      if (path.startsWith('/p-'))
        return { body: path === '/p-1.csv' ? 'line,column,reason\n2,email,No.\n' : '9,email,No.\n' };
      if (/\.csv$/.test(path)) return { status: 409, body: { title: 'It has none' } };
      const running = path.endsWith('/start') || (looks += 1) < 3;
      return { body: { ...job, status: running ? 'running' : 'done', percent: looks * 30 } };
    };
    const { code, out, err } = await relance([
      'leads',
      'import',
      file,
      '--strict',
      '--out',
      join(folder, 'out'),
      '--json',
    ]);
    assert.equal(code, 0, err);
    assert.equal(JSON.parse(out).status, 'done');
    assert.deepEqual(JSON.parse(api.got[0]?.body ?? ''), { kind: 'import-leads', strict: true });
    assert.deepEqual(
      api.got.slice(1, 3).map(({ method, path, body }) => [method, path, body.length]),
      [
        ['PUT', '/upload', text.length],
        ['POST', `/v1/jobs/${job.id}/start`, 0],
      ],
    );
    assert.equal(api.got[1]?.headers.authorization, undefined);
    const rejected = await readFile(join(folder, 'out', 'rejected.csv'), 'utf8');
    assert.equal(rejected, 'line,column,reason\n2,email,No.\n9,email,No.\n');
  });

  test('ends with 1 when the job that it waited for failed, and says why', async () => {
    answer = () => ({ status: 202, body: { ...job, status: 'failed', problem: 'Nobody could be reached.' } });
    const { code, err } = await relance(['leads', 'import', '-', '--wait'], 'x\n');
    assert.deepEqual([code, err], [1, 'The job failed: Nobody could be reached.\n']);
  });

  test('shows lists as tables, things by line, moments in the zone of the terminal, and steers no terminal', async () => {
    const item = {
      id: 'a1',
      revision: 2,
      name: 'Ana\u001b[2J\nB',
      note: 'x'.repeat(200),
      at: '2027-03-01T08:30:00.000Z',
      score: { value: 7 },
      tags: ['a', 'b'],
    };
    answer = () => ({ body: { items: [item] } });
    const { out } = await relance(['leads', 'list']);
    const [head = '', row = ''] = out.split('\n');
    assert.match(head, /^id {2}name +note +at +tags +score\.value$/);
    assert.match(row, /^a1 {2}Ana·\[2J B {2}x+… {2}2027-03-01 09:30:00 {2}a, b +7$/);
    assert.ok(head.length <= 100 && row.length <= 100);
    assert.match(out, /^Without revision: --json has everything\.$/m);
    assert.match(out, /Times are in Europe\/Paris\.\n$/);
    answer = () => ({ body: item });
    const thing = (await relance(['leads', 'get', 'k3j9x0q2m4v7b1zc'])).out;
    assert.match(thing, /^at {8}2027-03-01 09:30:00$/m);
    assert.match(thing, /^score:\n {2}value {2}7$/m);
    assert.ok(!thing.includes('\u001b'));
    answer = () => ({ body: { items: [] } });
    assert.equal((await relance(['leads', 'list'])).out, 'None.\n');
  });
});
