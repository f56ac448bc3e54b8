import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OutgoingMail } from '#shared/domain/core/message.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { plusMinutes, plusSeconds } from '#shared/domain/time/instants.ts';
import { sendUserMail } from '#shared/use-cases/user-mails/send-user-mail.ts';
import { at } from '#test/support/at.ts';
import { memoryClock } from '#test/support/memory/memory-clock.ts';
import { memoryQueue } from '#test/support/memory/memory-queue.ts';
import { memorySender } from '#test/support/memory/memory-sender.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';

const start = at('2027-03-01T08:00:00.000Z');
const paused = { kind: 'held', level: 'stage', code: 'AccountPaused', message: 'Paused' } as const;

/** Mails to users at a provider that refuses the account's mails until `open`, worked off as they come out. */
async function held(of: { mails: number; open: Instant; duplicates?: boolean }) {
  const store = memoryStore();
  const clock = memoryClock(start);
  const queue = memoryQueue(clock);
  const called: Instant[] = [];
  const mailer = memorySender<OutgoingMail>(() => {
    called.push(clock.now());
    return clock.now() < of.open ? paused : 'accept';
  });
  const user = { organisation: 'acme', id: 'anne', revision: 1, name: 'Anne', email: 'anne@acme.example' };
  await store.users.put(
    { ...user, role: 'user', active: true, zone: 'UTC', groupIds: [], absences: [] } as never,
    'absent',
  );
  const ports = { store, mailer, queue, addresses: { from: 'stage@relance.example' } };
  for (let number = 0; number < of.mails; number += 1)
    await queue.sendUserMail({
      organisation: 'acme',
      key: `l1.care.${number}.warning`,
      userId: 'anne',
      to: 'anne@acme.example',
      subject: 'Warning',
      html: '<p>Warning</p>',
      text: 'Warning',
    });
  const run = async (until: Instant) => {
    while (clock.now() <= until) {
      const due = queue.userMails.filter((each) => each.at <= clock.now());
      for (const one of due) queue.userMails.splice(queue.userMails.indexOf(one), 1);
      for (const { mail } of due)
        for (let time = 0; time < (of.duplicates === true ? 2 : 1); time += 1)
          await sendUserMail(ports, mail, clock.now());
      clock.set(plusSeconds(clock.now(), 30));
    }
  };
  const holds = async () => (await store.holds.list('*', { limit: 10 })).items;
  return { store, queue, mailer, called, run, holds };
}

describe('mails to users that are refused because of us', () => {
  test('F10: begin a hold, which lets one of them through an interval, and all go once it is over', async () => {
    const open = plusMinutes(start, 180);
    const w = await held({ mails: 5, open });
    await w.run(plusMinutes(start, 1));
    // The first is refused; the others meet the hold that it began.
    assert.equal(w.mailer.calls.length, 1);
    const [hold] = await w.holds();
    assert.deepEqual([hold?.id, hold?.reason.kind, hold?.until], ['stage.mail', 'provider', undefined]);
    await w.run(plusMinutes(start, 179));
    // After 5, 10, 20, 40, 60 minutes at the earliest, each.
    assert.ok(w.called.length >= 4 && w.called.length <= 6, `${w.called.length} calls`);
    assert.equal(w.mailer.sent.length, 0);
    await w.run(plusMinutes(start, 300));
    assert.equal(w.mailer.sent.length, 5);
    const [over] = await w.holds();
    assert.ok(over?.until !== undefined);
    // What else was held is woken.
    assert.deepEqual(
      w.queue.wakeUps.map(({ wakeUp }) => wakeUp.kind === 'lane' && wakeUp.lane),
      ['anne.mail', 'anne.user-mail'],
    );
  });

  test('F10: are let through one an interval, however often their messages are delivered', async () => {
    const w = await held({ mails: 5, open: plusMinutes(start, 180), duplicates: true });
    await w.run(plusMinutes(start, 179));
    assert.ok(w.called.length <= 6, `${w.called.length} calls`);
    await w.run(plusMinutes(start, 300));
    assert.equal(w.mailer.sent.length, 5);
  });

  test('F10: wait where the mails of sequences are held, and are no probe before its time', async () => {
    const w = await held({ mails: 1, open: start });
    await w.store.holds.put(
      {
        organisation: '*',
        id: 'stage.mail',
        revision: 1,
        level: 'stage',
        channel: 'mail',
        reason: { kind: 'provider', code: 'AccountPaused', message: '' },
        since: start,
        probe: { at: plusMinutes(start, 20) },
        refusals: 3,
      },
      'absent',
    );
    await w.run(plusMinutes(start, 19));
    assert.equal(w.called.length, 0);
    await w.run(plusMinutes(start, 36));
    assert.equal(w.mailer.sent.length, 1);
    assert.ok((await w.holds())[0]?.until !== undefined);
  });
});
