import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutgoingMail } from '#shared/domain/core/message.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { sendUserMail } from '#shared/use-cases/user-mails/send-user-mail.ts';
import { at } from '#test/support/at.ts';
import { memoryClock } from '#test/support/memory/memory-clock.ts';
import { memoryQueue } from '#test/support/memory/memory-queue.ts';
import { memorySender } from '#test/support/memory/memory-sender.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';

const now = at('2027-03-01T08:00:00.000Z');
const mail = {
  organisation: 'acme',
  key: 'l1.care.1.warning',
  userId: 'anne',
  to: 'anne@acme.example',
  subject: 'Warning',
  html: '<p>Warning</p>',
  text: 'Warning',
};

test('C5: a mail to a user that is held back and delivered twice has one next try, which sends it', async () => {
  const store = memoryStore();
  const mailer = memorySender<OutgoingMail>();
  let queued = 0;
  const queue = { ...memoryQueue(memoryClock(now)), sendUserMail: async () => void (queued += 1) };
  const ports = { store, mailer, queue, addresses: { from: 'stage@relance.example' } };
  const hold = { organisation: 'acme', id: 'organisation.all', revision: 1 };
  await store.holds.put(
    {
      ...hold,
      level: 'organisation',
      channel: 'all',
      reason: { kind: 'person', userId: 'ada' },
      refusals: 0,
      since: now,
    } as never,
    'absent',
  );
  const send = (seconds: number) => sendUserMail(ports, mail, plusSeconds(now, seconds));
  assert.equal(await send(0), 'waiting');
  assert.equal(await send(300), 'waiting');
  assert.equal(queued, 1);
  assert.equal(await send(900), 'waiting');
  assert.equal(queued, 2);
  await store.holds.remove('acme', 'organisation.all');
  assert.equal(await send(1_800), 'sent');
  assert.equal(mailer.sent.length, 1);
});
