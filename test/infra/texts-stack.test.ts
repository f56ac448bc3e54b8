import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { functions } from '#functions/manifest.ts';
import { environmentNames } from '#shared/config/environment.ts';
import { permissionsOfRole } from './permissions.ts';
import { devStage, resourcesOf, synthesize } from './synthesized.ts';

const bySns = synthesize(devStage);
const byChoice = synthesize({ ...devStage, texts: { by: 'end-user-messaging', identity: undefined } });
const byPool = synthesize({ ...devStage, texts: { by: 'end-user-messaging', identity: 'pool-0a1b' } });
const bySender = synthesize({ ...devStage, texts: { by: 'end-user-messaging', identity: 'RELANCE' } });

const sending = functions.filter(({ grants }) =>
  grants.some((grant) => 'use' in grant && grant.use === 'send-sms'),
);
const lambdas = (stacks: typeof bySns) =>
  resourcesOf(stacks, 'AWS::Lambda::Function').filter(({ Properties }) =>
    sending.some(({ id }) => Properties.FunctionName === `relance-dev-${id}`),
  );
const permissions = (stacks: typeof bySns) => [
  ...new Set(
    lambdas(stacks).flatMap((lambda) =>
      permissionsOfRole(stacks, lambda).filter((one) => /^(?:sns|sms-voice):/.test(one)),
    ),
  ),
];
const publishers = (stacks: typeof bySns) =>
  resourcesOf(stacks, 'AWS::SNS::TopicPolicy')
    .map(({ Properties }) => JSON.stringify(Properties))
    .filter((policy) => policy.includes('sms-voice.amazonaws.com'));

describe('a stage whose texts go out by SNS', () => {
  test('has nothing of End User Messaging', () => {
    assert.equal(resourcesOf(bySns, 'AWS::SMSVOICE::ConfigurationSet').length, 0);
    assert.deepEqual(publishers(bySns), []);
    assert.deepEqual(permissions(bySns), ['sns:Publish not topics']);
    for (const { Properties } of lambdas(bySns))
      assert.equal(Properties.Environment.Variables[environmentNames.smsConfigurationSet], undefined);
  });
});

describe('a stage whose texts go out by End User Messaging', () => {
  test('F3: hears the last word on each text, but not that it is on its way', () => {
    const [set] = resourcesOf(byPool, 'AWS::SMSVOICE::ConfigurationSet');
    assert.ok(set);
    assert.equal(set.Properties.ConfigurationSetName, 'relance-dev');
    const [destination] = set.Properties.EventDestinations;
    assert.deepEqual(destination.MatchingEventTypes, [
      'TEXT_DELIVERED',
      'TEXT_SUCCESSFUL',
      'TEXT_UNKNOWN',
      'TEXT_BLOCKED',
      'TEXT_CARRIER_BLOCKED',
      'TEXT_CARRIER_UNREACHABLE',
      'TEXT_INVALID',
      'TEXT_INVALID_MESSAGE',
      'TEXT_PROTECT_BLOCKED',
      'TEXT_SPAM',
      'TEXT_TTL_EXPIRED',
      'TEXT_UNREACHABLE',
    ]);
    const topic = resourcesOf(byPool, 'AWS::SNS::Topic').find(
      ({ Properties }) => Properties.TopicName === 'relance-dev-provider-events',
    );
    assert.deepEqual(destination.SnsDestination, { TopicArn: { Ref: topic?.logicalId } });
  });

  test('D7: lets AWS tell of events and of who answers STOP, of this account alone', () => {
    const [policy, ...others] = publishers(byPool);
    assert.deepEqual(others, []);
    assert.match(policy ?? '', /"aws:SourceAccount":\{"Ref":"AWS::AccountId"\}/);
    const { Outputs } = byPool.get('messaging')!;
    assert.ok(Object.keys(Outputs).some((name) => name.includes('TextRepliesTopic')));
  });

  test('may send from what was said alone, and publishes to no number', () => {
    const send = (...names: string[]) => names.map((name) => `sms-voice:SendTextMessage ${name}`);
    const set = 'configuration-set/relance-dev';
    assert.deepEqual(permissions(byPool), send(set, 'pool/pool-0a1b'));
    assert.deepEqual(permissions(bySender), send(set, 'sender-id/RELANCE/*'));
    assert.deepEqual(permissions(byChoice), send(set, 'phone-number/*', 'pool/*', 'sender-id/*'));
  });

  test('tells its functions by what texts go out, and from what', () => {
    const told = (stacks: typeof bySns) =>
      lambdas(stacks).map(({ Properties: { Environment } }) => [
        Environment.Variables[environmentNames.smsConfigurationSet],
        Environment.Variables[environmentNames.smsIdentity],
      ]);
    assert.deepEqual(
      told(byPool),
      sending.map(() => ['relance-dev', 'pool-0a1b']),
    );
    assert.deepEqual(
      told(byChoice),
      sending.map(() => ['relance-dev', undefined]),
    );
  });

  test('has no alarm on a limit of SNS', () => {
    const alarms = (stacks: typeof bySns) =>
      resourcesOf(stacks, 'AWS::CloudWatch::Alarm').map(({ Properties }) => String(Properties.AlarmName));
    assert.deepEqual(
      alarms(bySns).filter((name) => !alarms(byPool).includes(name)),
      ['relance-dev-sms-spend'],
    );
  });
});
