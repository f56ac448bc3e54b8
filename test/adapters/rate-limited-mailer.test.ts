import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rateLimitedMailer } from '#shared/adapters/rate-limited-mailer.ts';
import type { OutgoingMail } from '#shared/domain/core/message.ts';
import { memorySender } from '#test/support/memory/memory-sender.ts';
import { memoryTokenBucket } from '#test/support/memory/memory-token-bucket.ts';

const mail: OutgoingMail = {
  from: { name: 'Ana', address: 'ana@acme.example' },
  replyTo: 'r@acme.example',
  to: 'elise@initech.example',
  subject: '',
  html: '',
  text: '',
  headers: {},
  tags: {},
};

/** Some instances over one bucket and one clock, which moves when somebody waits. */
function stage(perSecond: number | undefined, instances: number, bucket = memoryTokenBucket()) {
  let now = 1_000_000;
  const sentIn = new Map<number, number>();
  const time = {
    now: () => now,
    elapsed: () => now,
    wait: async (ms: number) => {
      const until = now + ms;
      // Others go on until then.
      await new Promise(setImmediate);
      now = Math.max(now, until);
    },
  };
  // It counts recipients, as SES does.
  const provider = memorySender<OutgoingMail>((_, { alsoTo = [] }) => {
    const second = Math.floor(now / 1_000);
    sentIn.set(second, (sentIn.get(second) ?? 0) + 1 + alsoTo.length);
    return 'accept';
  });
  const mailers = Array.from({ length: instances }, () =>
    rateLimitedMailer(provider, { sendRate: { perSecond: async () => perSecond }, bucket, time }),
  );
  return { mailers, bucket, provider, sentIn, elapse: (ms: number) => (now += ms) };
}

describe('the send rate of the account', () => {
  test('F10: is kept by all instances together', async () => {
    const { mailers, sentIn, provider } = stage(10, 3);
    for (let round = 0; round < 5; round += 1) await Promise.all(mailers.map((each) => each.send(mail)));
    assert.equal(provider.sent.length, 15);
    assert.ok(
      [...sentIn.values()].every((count) => count <= 10),
      JSON.stringify([...sentIn]),
    );
  });

  test('F10: counts recipients, as the provider does', async () => {
    const { mailers, sentIn, provider } = stage(10, 3);
    const toThree = { ...mail, alsoTo: ['b@initech.example', 'c@initech.example'] };
    for (let round = 0; round < 3; round += 1) await Promise.all(mailers.map((each) => each.send(toThree)));
    assert.equal(provider.sent.length, 9);
    assert.ok(
      [...sentIn.values()].every((count) => count <= 10),
      JSON.stringify([...sentIn]),
    );
  });

  test('F10: a mail to more recipients than go in a second takes all of one, and goes', async () => {
    const { mailers, sentIn, elapse } = stage(14, 1);
    const alsoTo = Array.from({ length: 49 }, (_, number) => `u${number}@initech.example`);
    await mailers[0]?.send(mail);
    await mailers[0]?.send({ ...mail, alsoTo });
    await mailers[0]?.send(mail);
    assert.deepEqual(
      [...sentIn],
      [
        [1_000, 1],
        [1_001, 50],
        [1_002, 1],
      ],
    );
    elapse(1_000);
    await mailers[0]?.send({ ...mail, alsoTo });
    assert.equal(sentIn.get(1_003), 50, 'at once where nothing of the second is used');
  });

  test('F10: takes about one write for ten mails of who sends many', async () => {
    const { mailers, bucket, elapse } = stage(100, 1);
    for (let sent = 0; sent < 200; sent += 1) {
      await mailers[0]?.send(mail);
      elapse(20);
    }
    assert.ok(bucket.writes() <= 30, String(bucket.writes()));
  });

  test('F10: keeps a mail back for three seconds at most; then the provider decides', async () => {
    const bucket = { add: async (_second: number, tokens: number) => 1_000 + tokens };
    const { mailers, provider, sentIn } = stage(1, 1, { ...memoryTokenBucket(), ...bucket });
    assert.equal((await mailers[0]?.send(mail))?.kind, 'accepted');
    assert.equal(provider.sent.length, 1);
    assert.deepEqual([...sentIn.keys()], [1_003]);
  });

  test('F10: keeps nothing back where it is not known, or cannot be counted', async () => {
    const unknown = stage(undefined, 1);
    await unknown.mailers[0]?.send(mail);
    assert.equal(unknown.bucket.writes(), 0);
    const add = () => Promise.reject(new Error('throttled'));
    const uncounted = stage(1, 1, { ...memoryTokenBucket(), add });
    for (let sent = 0; sent < 3; sent += 1) await uncounted.mailers[0]?.send(mail);
    assert.deepEqual([...uncounted.sentIn], [[1_000, 3]]);
  });
});
