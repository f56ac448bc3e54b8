import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { linksIn, picturesIn } from '#infra/local/mailbox/links.ts';
import { enrollmentCodec } from '#shared/contracts/stored/enrollment.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import { apiWorld } from '#test/support/api.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { ORGANISATION as organisation, type World } from '#test/support/world.ts';
import { sent, start } from '#test/support/linked-messages.ts';
import { at } from '#test/support/at.ts';

const mailOf = (w: World) => w.mailer.sent[0]!.message;
const smsOf = (w: World) => w.sms.sent[0]!.message;
const asSent = (w: World) => ({ html: mailOf(w).html, text: mailOf(w).text, headers: [] }) as never;

describe('the links of what goes out', () => {
  test('D9: a mail’s links and picture are signed for its step, and its text part is its author’s', async () => {
    const w = await sent();
    const links = linksIn(asSent(w));
    assert.equal(links.length, 2);
    const readings = links.map((link) => {
      const token = /^https:\/\/acme\.example\/l\/(.+)$/.exec(link)?.[1] ?? '';
      return w.ports.links.readLink(token, 'click', start);
    });
    assert.deepEqual(
      readings.map((one) => one.kind === 'valid' && [one.payload.target, one.payload.name, one.payload.step]),
      [
        ['https://acme.example/a', 'first', 's1'],
        ['https://acme.example/b', undefined, 's1'],
      ],
    );
    assert.match(picturesIn(asSent(w))[0] ?? '', /^https:\/\/acme\.example\/o\//);
    assert.doesNotMatch(mailOf(w).html, /\/l\/[^"]*unsub/);
  });

  test('D9: a text’s link is short, stored before it goes out, and the same when sent again', async () => {
    const w = await sent();
    const key = /^Demo: https:\/\/acme\.example\/l\/acme\.([\w-]{10})$/.exec(smsOf(w).text)?.[1] ?? '';
    const link = await w.ports.store.shortLinks.get(organisation, key);
    assert.deepEqual([link?.target, link?.step, link?.of], ['https://acme.example/demo', 's2', 1]);
  });

  test('D9: what is not tracked leaves as it was written', async () => {
    const w = await sent({ tracking: { opens: false, clicks: false } });
    assert.match(mailOf(w).html, /<a href="https:\/\/acme\.example\/a"/);
    assert.doesNotMatch(mailOf(w).html, /<img|\/l\/|\/o\//);
    assert.equal(smsOf(w).text, 'Demo: https://acme.example/demo');
  });

  test('D8: the hash of what was sent is that of its author’s content, tokens or not', async () => {
    const hashesOf = async (settings: Partial<Settings>, at: Instant) => {
      const hashes: unknown[] = [];
      const store = memoryStore(({ table, item }) => {
        if (table !== 'enrollments') return;
        for (const event of enrollmentCodec.decode(item).events) {
          if (event.type === 'sent') hashes.push(event.contentHash);
        }
      });
      await sent(settings, undefined, store, at);
      return hashes;
    };
    const first = await hashesOf({}, start);
    assert.equal(new Set(first).size, 2);
    assert.deepEqual(await hashesOf({}, at('2027-03-01T09:30:00.000Z')), first);
    assert.deepEqual(await hashesOf({ tracking: { opens: false, clicks: false } }, start), first);
  });

  test('A8: once verified, users send from their address of the domain, and links lie under its host', async () => {
    const sending = { domain: 'maison.example', linkHost: 'go.maison.example' };
    const before = await sent({}, 'anne@maison.example');
    assert.equal(mailOf(before).from.address, 'sales@acme.example');
    assert.match(mailOf(before).headers['List-Unsubscribe'] ?? '', /^<https:\/\/acme\.example\/u\//);
    const after = await sent({ sending }, 'anne@maison.example');
    assert.equal(mailOf(after).from.address, 'anne@maison.example');
    assert.match(mailOf(after).headers['List-Unsubscribe'] ?? '', /^<https:\/\/go\.maison\.example\/u\//);
    assert.match(linksIn(asSent(after))[0] ?? '', /^https:\/\/go\.maison\.example\/l\//);
    assert.match(smsOf(after).text, /^Demo: https:\/\/go\.maison\.example\/l\//);
    const other = await sent({ sending }, 'anne@elsewhere.example');
    assert.equal(mailOf(other).from.address, 'sales@acme.example');
  });
});

test('E5: the parts of a text are counted with its links as they go out', async () => {
  const w = apiWorld(at('2027-03-01T09:00:00.000Z'));
  const admin = w.as('anne', 'admin');
  await admin('PUT', '/v1/users/anne', {
    body: { name: 'Anne', email: 'anne@acme.example', role: 'admin', zone: 'Europe/Paris' },
  });
  const lead = await admin('POST', '/v1/leads', { body: { ownerId: 'anne', phone: '+33612345678' } });
  const address = `https://acme.example/${'x'.repeat(180)}`;
  await admin('PUT', '/v1/templates/sms', { body: { kind: 'sms', name: 'S', text: `Demo: ${address}` } });
  const preview = () =>
    admin('GET', '/v1/templates/sms/preview', { query: { lead: lead.body.id, sender: 'anne' } });
  const tracked = await preview();
  assert.deepEqual(
    [tracked.body.text, tracked.body.sms.characters, tracked.body.sms.parts],
    [`Demo: ${address}`, 'Demo: https://acme.example/l/acme.0123456789'.length, 1],
  );
  await admin('PATCH', '/v1/settings/organisation', { body: { tracking: { opens: false, clicks: false } } });
  assert.equal((await preview()).body.sms.parts, 2);
});
