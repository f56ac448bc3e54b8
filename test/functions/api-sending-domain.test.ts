import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { apiWorld, type ApiWorld } from '#test/support/api.ts';

const path = '/v1/sending-domain';
const input = { domain: 'Acme.example.', linkHost: 'go.acme.example', hostRecord: 'cname' };

async function registered(w: ApiWorld) {
  const answer = await w.as('anne', 'admin')('PUT', path, { body: input });
  assert.equal(answer.status, 201);
  return answer.body;
}
const sendingOf = async (w: ApiWorld) =>
  (await w.ports.store.settings.get('acme', 'organisation'))?.values.sending ?? null;
const providerSends = (w: ApiWorld, domain = 'acme.example') => {
  const identity = w.identities.domains.get(domain);
  assert.ok(identity);
  w.identities.domains.set(domain, { ...identity, state: 'verified' });
};

describe('the sending domain', () => {
  test('A8: registering says which records to publish, whole and within the domain', async () => {
    const w = apiWorld();
    const body = await registered(w);
    assert.equal(body.state, 'pending');
    assert.deepEqual(
      body.records.map((one: any) => [one.record, one.type, one.relativeName, one.value, one.verdict]),
      [
        ['ownership', 'TXT', '_relance', body.records[0].value, 'unchecked'],
        ['dkim-1', 'CNAME', 'aacmeexample._domainkey', 'aacmeexample.dkim.amazonses.com', 'unchecked'],
        ['dkim-2', 'CNAME', 'bacmeexample._domainkey', 'bacmeexample.dkim.amazonses.com', 'unchecked'],
        ['dkim-3', 'CNAME', 'cacmeexample._domainkey', 'cacmeexample.dkim.amazonses.com', 'unchecked'],
        ['mail-from-mx', 'MX', 'bounce', '10 feedback-smtp.eu-west-1.amazonses.com', 'unchecked'],
        ['mail-from-spf', 'TXT', 'bounce', 'v=spf1 include:amazonses.com ~all', 'unchecked'],
        ['dmarc', 'TXT', '_dmarc', 'v=DMARC1; p=none;', 'unchecked'],
        ['links', 'CNAME', 'go', 'links.stage.example', 'unchecked'],
      ],
    );
    assert.match(body.records[0].value, /^relance-verification=[0-9a-f]{32}$/);
    assert.equal(body.records[0].name, '_relance.acme.example');
    assert.deepEqual(w.identities.calls, [
      'register acme.example',
      'mail-from bounce.acme.example',
      'no feedback acme.example',
    ]);
  });

  test('A8: once every record is verified, mails and links use the domain, and no sooner', async () => {
    const w = apiWorld();
    const admin = w.as('anne', 'admin');
    const { records } = await registered(w);
    w.dns.publishRequired(records.filter((one: any) => one.record !== 'dmarc'));
    providerSends(w);
    const missing = await admin('POST', `${path}/verify`);
    assert.equal(missing.body.state, 'pending');
    const dmarc = missing.body.records.find((one: any) => one.record === 'dmarc');
    assert.deepEqual(
      [dmarc.verdict, dmarc.mend],
      ['missing', '_dmarc.acme.example does not exist: add TXT _dmarc with the value v=DMARC1; p=none;.'],
    );
    assert.equal(await sendingOf(w), null);
    w.dns.publishRequired(records);
    const verified = await admin('POST', `${path}/verify`);
    assert.deepEqual(
      [verified.body.state, verified.body.checkedAt],
      ['verified', '2027-03-01T08:00:00.000Z'],
    );
    assert.deepEqual(await sendingOf(w), { domain: 'acme.example', linkHost: 'go.acme.example' });
  });

  test('A8: a record that is changed later ends it; DNS that does not answer does not', async () => {
    const w = apiWorld();
    const admin = w.as('anne', 'admin');
    const { records } = await registered(w);
    w.dns.publishRequired(records);
    providerSends(w);
    await admin('POST', `${path}/verify`);
    w.dns.fail('_dmarc.acme.example', 'timeout');
    const silent = await admin('POST', `${path}/verify`);
    assert.equal(silent.body.state, 'verified');
    assert.equal(silent.body.records.find((one: any) => one.record === 'dmarc').verdict, 'not-checkable');
    w.dns.publish('CNAME', 'go.acme.example', 'other.example');
    const changed = await admin('POST', `${path}/verify`);
    assert.equal(changed.body.state, 'failed');
    const links = changed.body.records.find((one: any) => one.record === 'links');
    assert.deepEqual(links.found, ['other.example']);
    assert.equal(
      links.mend,
      'It leads to other.example: replace go by CNAME with the value links.stage.example.',
    );
    assert.equal(await sendingOf(w), null);
  });

  test('A8: a new value makes the former one worthless until it is published and verified', async () => {
    const w = apiWorld();
    const admin = w.as('anne', 'admin');
    const { records } = await registered(w);
    w.dns.publishRequired(records);
    providerSends(w);
    const { headers } = await admin('POST', `${path}/verify`);
    const unsaid = await admin('POST', `${path}/new-value`);
    assert.equal(unsaid.status, 428);
    const renewed = await admin('POST', `${path}/new-value`, {
      headers: { 'if-match': String(headers['etag']) },
    });
    assert.equal(renewed.body.state, 'pending');
    assert.notEqual(renewed.body.records[0].value, records[0].value);
    assert.equal(await sendingOf(w), null);
    const again = await admin('POST', `${path}/verify`);
    assert.deepEqual([again.body.state, again.body.records[0].verdict], ['failed', 'different']);
    w.dns.publishRequired(renewed.body.records);
    assert.equal((await admin('POST', `${path}/verify`)).body.state, 'verified');
  });

  test('A8: another domain replaces the former, which the provider forgets once no mail uses it', async () => {
    const w = apiWorld();
    const admin = w.as('anne', 'admin');
    const { records } = await registered(w);
    w.dns.publishRequired(records);
    providerSends(w);
    await admin('POST', `${path}/verify`);
    const other = { domain: 'acme.test', linkHost: 'go.acme.test' };
    const put = await admin('PUT', path, { body: other, headers: { 'if-match': '*' } });
    assert.deepEqual([put.status, put.body.state], [200, 'pending']);
    assert.equal(await sendingOf(w), null);
    assert.deepEqual([...w.identities.domains.keys()], ['acme.test']);
    assert.equal((await admin('DELETE', path)).status, 204);
    assert.deepEqual([...w.identities.domains.keys()], []);
    assert.equal((await admin('GET', path)).status, 404);
    assert.equal((await admin('DELETE', path)).status, 204);
  });

  test('A8: a domain that others have registered with the provider is never removed there, nor taken from them', async () => {
    const w = apiWorld();
    const admin = w.as('anne', 'admin');
    await w.identities.register('acme.example', 'globex');
    assert.equal((await admin('PUT', path, { body: input })).status, 409);
    w.identities.domains.set('acme.example', {
      domain: 'acme.example',
      dkim: { tokens: ['a', 'b', 'c'], zone: 'dkim.amazonses.com' },
      state: 'verified',
      ours: false,
      forwardsFeedback: true,
    });
    assert.equal((await admin('PUT', path, { body: input })).status, 201);
    await admin('DELETE', path);
    assert.ok(w.identities.domains.has('acme.example'));
  });

  test('A8: only admins decide it, and only by verification is it used', async () => {
    const w = apiWorld();
    for (const role of ['manager', 'user'] as const) {
      assert.equal((await w.as('bob', role)('PUT', path, { body: input })).status, 403);
      assert.equal((await w.as('bob', role)('GET', path)).status, 403);
    }
    const sending = { domain: 'acme.example', linkHost: 'go.acme.example' };
    const direct = await w.as('anne', 'admin')('PATCH', '/v1/settings/organisation', { body: { sending } });
    assert.equal(direct.status, 400);
    assert.match(direct.body.errors[0].message, /decided by its verification/);
  });

  test('A8: a domain or host that cannot be one is refused with what to write', async () => {
    const w = apiWorld();
    const put = (body: unknown) => w.as('anne', 'admin')('PUT', path, { body });
    const cases: [unknown, string][] = [
      [{ domain: 'acme', linkHost: 'go.acme' }, 'domain'],
      [{ domain: 'https://acme.example', linkHost: 'go.acme.example' }, 'domain'],
      [{ domain: 'société.example', linkHost: 'go.société.example' }, 'domain'],
      [{ domain: 'acme.example', linkHost: 'go.other.example' }, 'linkHost'],
      [{ domain: 'acme.example', linkHost: 'acme.example' }, 'linkHost'],
      [{ domain: 'acme.example', linkHost: 'bounce.acme.example' }, 'linkHost'],
    ];
    for (const [body, at] of cases) {
      const answer = await put(body);
      assert.equal(answer.status, 400, JSON.stringify(body));
      assert.equal(answer.body.errors[0].path, at);
    }
    assert.deepEqual(w.identities.calls, []);
  });
});
