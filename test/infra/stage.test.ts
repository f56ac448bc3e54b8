import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readStage } from '#infra/stacks/stage.ts';
import { devStage } from './synthesized.ts';

const good = { stage: 'dev', from: 'sales@example.com', domain: 'example.com' };
const read = (typed: Record<string, string>) => readStage((key) => typed[key]);

const salesforceEventBus = 'aws.partner/salesforce.com/00D5f000000abcDEAQ/0YL5f0000004CEI4A2';

describe('what is typed for a deployment', () => {
  test('three words are enough', () => {
    assert.deepEqual(read(good), { kind: 'read', stage: devStage });
  });

  test('a stage that begins with prod keeps its data', () => {
    for (const stage of ['prod', 'prod-eu', 'production']) {
      const reading = read({ ...good, stage });
      assert.equal(reading.kind === 'read' && reading.stage.keepsData, true, stage);
    }
  });

  test('the sending address may be in a subdomain of the domain', () => {
    assert.equal(read({ ...good, from: 'sales@mail.example.com' }).kind, 'read');
  });

  test('a second stage on a domain has a reply domain of its own', () => {
    const second = { ...good, identity: 'existing', receiptRuleSet: 'relance-prod' };
    const reading = read({ ...second, replyDomain: 'reply-dev.example.com' });
    assert.equal(reading.kind === 'read' && reading.stage.replyDomain, 'reply-dev.example.com');
  });

  test('a stage that keeps its data keeps executions free for the public pages, unless told otherwise', () => {
    const kept = (typed: Record<string, string>) => {
      const reading = read({ ...good, ...typed });
      return reading.kind === 'read' ? reading.stage.publicConcurrency : reading;
    };
    assert.equal(kept({ stage: 'prod' }), 50);
    assert.equal(kept({ stage: 'prod', publicConcurrency: '0' }), 0);
    assert.equal(kept({}), 0);
  });

  test('texts go out by SNS, or by End User Messaging from what is said', () => {
    const texts = (typed: Record<string, string>) => {
      const reading = read({ ...good, ...typed });
      return reading.kind === 'read' ? reading.stage.texts : reading.problems;
    };
    assert.deepEqual(texts({}), { by: 'sns' });
    const sms = 'end-user-messaging';
    assert.deepEqual(texts({ sms }), { by: sms, identity: undefined });
    for (const smsIdentity of ['pool-0a1b', 'phone-0a1b', 'RELANCE'])
      assert.deepEqual(texts({ sms, smsIdentity }), { by: sms, identity: smsIdentity });
  });

  test('B6: Salesforce may relay its changes to a partner event bus, with a channel by its id or its name', () => {
    const bus = (typed: Record<string, string>) => {
      const reading = read({ ...good, ...typed });
      return reading.kind === 'read' ? reading.stage.salesforceEventBus : reading.problems;
    };
    assert.equal(bus({}), undefined);
    for (const one of [salesforceEventBus, 'aws.partner/salesforce.com/00D5f000000abcD/ChangeEvents'])
      assert.equal(bus({ salesforceEventBus: one }), one);
  });

  test('everything missing is told at once, with an example', () => {
    const reading = read({});
    assert.equal(reading.kind, 'refused');
    assert.equal(reading.problems.length, 4);
    assert.match(reading.problems.at(-1)!, /npx cdk deploy --all -c stage=dev/);
  });

  for (const [typed, complaint] of [
    [{ stage: 'Dev' }, /-c stage=Dev: use 2 to 12 characters/],
    [{ stage: 'a-very-long-stage' }, /2 to 12 characters/],
    [{ stage: 'aws-eu' }, /take "aws" out; Cognito refuses it/],
    [{ domain: 'https://example.com' }, /give a bare domain/],
    [{ from: 'Sales <sales@example.com>' }, /give one mail address/],
    [{ from: 'sales@elsewhere.com' }, /not in the domain example.com/],
    [{ from: 'sales@notexample.com' }, /not in the domain example.com/],
    [{ organisation: 'Acme Ltd' }, /-c organisation=Acme Ltd: The id of an organisation is 1 to 10/],
    [{ organisation: 'acme-france' }, /-c organisation=acme-france: The id of an organisation is 1 to 10/],
    [{ replyDomain: 'example.com' }, /replyDomain=example.com: give a subdomain of example.com/],
    [{ replyDomain: 'reply.elsewhere.com' }, /give a subdomain of example.com/],
    [{ identity: 'existing', receiptRuleSet: 'relance-prod' }, /Give this stage its own, such as reply-dev/],
    [{ publicConcurrency: 'many' }, /give a whole number/],
    [{ smsLimit: 'none' }, /give US dollars a month/],
    [{ sms: 'twilio' }, /say sns or end-user-messaging/],
    [{ smsIdentity: 'pool-1' }, /is for -c sms=end-user-messaging/],
    [{ sms: 'end-user-messaging', smsIdentity: '+33757900001' }, /give the id of a pool/],
    [{ upgradeFrom: '0.1.0' }, /only 0.2.0 needs it/],
    [{ identity: 'mine' }, /say create or existing/],
    [{ linkHost: 'go.example.com' }, /go together/],
    [{ linkHost: 'go', certificateArn: 'x' }, /linkHost=go: give a host name/],
    [{ linkHost: 'go.example.com', certificateArn: 'x' }, /give the ARN of a certificate/],
    [{ salesforceEventBus: 'default' }, /salesforceEventBus=default: give the name of the partner event bus/],
    [{ salesforceEventBus: 'aws.partner/salesforce.com/00D1/x' }, /give the name of the partner event bus/],
    [{ salesforceEventBus: `${salesforceEventBus}/x` }, /give the name of the partner event bus/],
    [{ alarmEmail: 'nobody' }, /alarmEmail=nobody: give one mail address/],
  ] as const)
    test(`refuses ${JSON.stringify(typed)}`, () => {
      const reading = read({ ...good, ...typed });
      assert.equal(reading.kind, 'refused');
      assert.match(reading.problems.join('\n'), complaint);
    });
});
