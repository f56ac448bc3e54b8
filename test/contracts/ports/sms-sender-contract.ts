import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import type { Aws } from '#infra/local/aws/aws.ts';
import type { OutgoingSms, SendResult } from '#shared/domain/core/message.ts';
import type { SmsSender } from '#shared/ports/sender.ts';

const sms: OutgoingSms = {
  to: '+33612345678',
  text: 'Bonjour & à bientôt, Élise 👋',
  tags: { organisation: 'acme', enrollment: 'l1_q1_1', step: 's2', attempt: '1' },
};

/** What every sender of texts does, by whatever service: run against a fake that is as strict as the service. */
export function smsSenderContract(name: string, of: () => { sms: SmsSender; aws: Aws }): void {
  const send = (changed: Partial<OutgoingSms> = {}) => of().sms.send({ ...sms, ...changed });
  const sent = () =>
    of()
      .aws.mailbox.list()
      .filter(({ kind }) => kind === 'sms');
  const kept = async (result: Promise<SendResult>) => {
    const before = sent().length;
    const { kind } = await result;
    return [kind, sent().length - before];
  };
  /** Fails the next calls: as many as there are tries. */
  const order = (...faults: Parameters<Aws['faults']['sms']['order']>) => {
    of().aws.faults.sms.order(...faults);
  };

  describe(`a sender of texts: ${name}`, () => {
    afterEach(() => {
      of().aws.account.change({
        sms: { paused: false, sandbox: false, quotaUsedUp: false, verified: [] },
      });
    });

    test('sends a text whole, and gives its id', async () => {
      const result = await send();
      assert.ok(result.kind === 'accepted');
      const message = of().aws.mailbox.get(result.messageId);
      assert.ok(message?.kind === 'sms');
      assert.deepEqual([message.to, message.text], [sms.to, sms.text]);
    });

    test('takes as many characters as a template may have', async () => {
      assert.deepEqual(await kept(send({ text: 'a'.repeat(1600) })), ['accepted', 1]);
    });

    test('F3: a number that is none is refused for good, and asked once', async () => {
      const result = await send({ to: '+0' });
      assert.ok(result.kind === 'refused' && !result.retry);
    });

    test('F3: what the service refuses because of the text fails it', async () => {
      order({ answer: 'refused' });
      assert.deepEqual(await kept(send()), ['refused', 0]);
    });

    test('F3: a lost answer and a fault leave it unknown, whether it went out or not', async () => {
      order({ answer: 'hang-up', accepted: true });
      assert.deepEqual(await kept(send()), ['unknown', 1]);
      order({ answer: 'server-error', accepted: false });
      assert.deepEqual(await kept(send()), ['unknown', 0]);
    });

    test('F10: what is too fast is sent again at once, and goes out once', async () => {
      order({ answer: 'throttled' }, { answer: 'throttled' });
      assert.deepEqual(await kept(send()), ['accepted', 1]);
    });

    test('F10: what the account may not send is held', async () => {
      const { account } = of().aws;
      for (const standing of [{ paused: true }, { sandbox: true }, { quotaUsedUp: true }]) {
        account.change({ sms: { paused: false, sandbox: false, quotaUsedUp: false, ...standing } });
        const result = await send();
        assert.ok(result.kind === 'held' && result.level === 'stage', JSON.stringify(standing));
      }
      account.change({ sms: { quotaUsedUp: false, sandbox: true, verified: [sms.to] } });
      assert.equal((await send()).kind, 'accepted');
    });
  });
}
