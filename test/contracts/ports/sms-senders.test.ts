import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startAws, type Aws } from '#infra/local/aws/aws.ts';
import { LocalStore } from '#infra/local/aws/local-store.ts';
import { timeLapseClock } from '#infra/local/clock.ts';
import { environmentOf } from '#infra/local/environment.ts';
import { smsConfigurationSet } from '#infra/local/names.ts';
import { endUserMessagingSender } from '#shared/adapters/aws/end-user-messaging-sender.ts';
import { snsSmsSender } from '#shared/adapters/aws/sns-sms-sender.ts';
import { smsSender } from '#functions/runtime/sms-sender.ts';
import { environmentNames } from '#shared/config/environment.ts';
import { encodeTag } from '#shared/domain/provider-events/message-tags.ts';
import { at } from '#test/support/at.ts';
import { smsSenderContract } from './sms-sender-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'relance-sms-'));
const clock = timeLapseClock('2027-03-15T19:00:00.000Z');
const pause = { wait: async () => undefined, random: () => 0 };
let aws: Aws;
before(async () => {
  aws = await startAws({ store: new LocalStore(undefined), folder, clock });
  Object.assign(
    process.env,
    environmentOf({ aws: aws.endpoint, dynamodb: aws.endpoint, http: aws.endpoint }),
  );
});
after(async () => {
  await aws.stop();
  clock.restore();
  rmSync(folder, { recursive: true });
});

const stage = { configurationSet: smsConfigurationSet, identity: undefined };
const services = {
  SNS: () => snsSmsSender({ pause }),
  'End User Messaging': () => endUserMessagingSender(stage, { pause, clock: { now: () => at(clock.now()) } }),
};
for (const [name, sms] of Object.entries(services)) smsSenderContract(name, () => ({ sms: sms(), aws }));

const sms = { to: '+33612345678', text: 'Bonjour', tags: {} };
const sentText = (id: string) => {
  const message = aws.mailbox.get(id);
  assert.ok(message?.kind === 'sms');
  return message;
};

test('F3: the longest ids of ours fit into what End User Messaging keeps of a text', async () => {
  const longest = encodeTag('a'.repeat(256));
  const tags = { organisation: longest, enrollment: longest, step: longest, attempt: '999999' };
  const result = await services['End User Messaging']().send({ ...sms, tags });
  assert.ok(result.kind === 'accepted');
  assert.deepEqual(sentText(result.messageId).context, tags);
});

test('E4: End User Messaging is told for how long it may try, within what it takes', async () => {
  for (const [notAfter, seconds] of [
    [at('2027-03-15T20:00:00.000Z'), 3_600],
    [at('2027-03-25T20:00:00.000Z'), 259_200],
    [undefined, 259_200],
  ] as const) {
    const result = await services['End User Messaging']().send({ ...sms, notAfter });
    assert.ok(result.kind === 'accepted');
    assert.equal(sentText(result.messageId).timeToLive, seconds);
  }
});

test('F10: a configuration set that is gone holds texts', async () => {
  const gone = endUserMessagingSender({ configurationSet: 'gone', identity: undefined }, { pause });
  assert.equal((await gone.send(sms)).kind, 'held');
});

test('texts go out by SNS unless the stage has a configuration set of End User Messaging', async () => {
  const keptOf = async () => {
    const result = await smsSender().send({ ...sms, tags: { step: 's1' } });
    assert.ok(result.kind === 'accepted');
    const { context, senderId } = sentText(result.messageId);
    return { context, senderId };
  };
  assert.deepEqual(await keptOf(), { context: undefined, senderId: undefined });
  process.env[environmentNames.smsConfigurationSet] = smsConfigurationSet;
  process.env[environmentNames.smsIdentity] = 'RELANCE';
  assert.deepEqual(await keptOf(), { context: { step: 's1' }, senderId: 'RELANCE' });
});
