import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { localServices } from '#test/support/local-services.ts';

const { system } = localServices('doctor');

async function look(): Promise<Record<string, string>> {
  const token = await system().token({ organisation: 'local', userId: 'ada', role: 'admin' });
  const answer = await fetch(`${system().url}/v1/doctor`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.status, 200);
  const { items } = (await answer.json()) as { items: { what: string; verdict: string }[] };
  return Object.fromEntries(items.map(({ what, verdict }) => [what, verdict]));
}

describe('looking at what the stage needs, on one machine', () => {
  test('tells how the fakes stand, and of what is not there that it was not asked', async () => {
    const found = await look();
    assert.equal(found['SES: production access'], 'ok');
    assert.equal(found['SES: configuration set'], 'ok');
    assert.equal(found['SNS: sandbox for texts'], 'ok');
    assert.equal(found['Lambda: concurrency'], 'not-asked');
    assert.equal(found['Scheduler: entries made in a second'], 'not-asked');
    assert.equal(found['Alarms: who is told'], 'not-asked');
  });

  test('tells what has changed', async () => {
    system().aws.account.change({ mail: { sandbox: true, paused: true }, sms: { sandbox: true } });
    const found = await look();
    assert.equal(found['SES: production access'], 'to-do');
    assert.equal(found['SES: standing of the account'], 'to-do');
    assert.equal(found['SNS: sandbox for texts'], 'to-do');
    system().aws.account.change({ mail: { sandbox: false, paused: false }, sms: { sandbox: false } });
  });
});
