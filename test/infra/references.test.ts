import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import * as z from 'zod';
import { devStage, dependenciesOf, resourcesOf, synthesize, type Template } from './synthesized.ts';

const stacks = synthesize(devStage);
const former = z
  .object({ exports: z.array(z.string()), eventSourcesOfQueues: z.array(z.string()) })
  .parse(JSON.parse(readFileSync('test/infra/stacks-of-0.2.0.json', 'utf8')));
const exportsOf = (templates: Map<string, Template>) =>
  [...templates.values()]
    .flatMap(({ Outputs }) => Object.values(Outputs))
    .flatMap(({ Export }) => (Export === undefined ? [] : [Export.Name as string]));

/** What a template reads of another stack's outputs, as `stack output`, without the hash of the output's id. */
function readBy(template: Template): string[] {
  const found = new Set<string>();
  JSON.stringify(template, (key, value: unknown) => {
    if (key !== 'Fn::GetStackOutput') return value;
    const { StackName, OutputName } = z
      .object({ StackName: z.string(), OutputName: z.string() })
      .parse(value);
    found.add(`${StackName.replace('relance-dev-', '')} ${OutputName.replace(/[0-9A-F]{8}$/, '')}`);
    return value;
  });
  return [...found].sort();
}

describe('no stack holds another, so that code goes back to an older version by itself', () => {
  test('no stack exports anything or imports an export', () => {
    assert.deepEqual(exportsOf(stacks), []);
    assert.doesNotMatch(JSON.stringify([...stacks.values()]), /Fn::ImportValue/);
  });

  test('of another stack only what AWS has named is read, and these outputs stay for older versions', () => {
    const readByCode = new Set([...readBy(stacks.get('engine')!), ...readBy(stacks.get('api')!)]);
    assert.deepEqual([...readByCode].sort(), [
      'api PublishOutputFnGetAtthttpapiB8F01800ApiEndpoint',
      'api PublishOutputRefhttpapiB8F01800',
      'data PublishOutputFnGetAttaccountstableEB92EAE1StreamArn',
      'data PublishOutputFnGetAttactivitiestableC2BBF77AStreamArn',
      'data PublishOutputFnGetAttcrmwritestableD09A6499StreamArn',
      'data PublishOutputFnGetAttenrollmentstableB7701311StreamArn',
      'data PublishOutputFnGetAttincomingeventstableB9DE622EStreamArn',
      'data PublishOutputFnGetAttleadstableC38AE375StreamArn',
      'data PublishOutputFnGetAttrecordstableE259496AStreamArn',
      'data PublishOutputFnGetAttresponsestableCA40EA47StreamArn',
      'data PublishOutputReflinksecret055BCBC4',
      'data PublishOutputRefwebhooksecret5B652EAB',
      'messaging PublishOutputFnGetAttmatchschedulesroleD84A65A0Arn',
      'messaging PublishOutputFnGetAttstepschedulesrole584EDFEDArn',
      'messaging PublishOutputFnGetAttwebhookschedulesroleC2540442Arn',
    ]);
  });

  test('stacks are deployed in the order in which they need each other', () => {
    assert.deepEqual(dependenciesOf(devStage), {
      data: [],
      messaging: ['data'],
      api: ['data', 'messaging'],
      engine: ['api', 'data', 'messaging'],
      monitoring: ['api', 'engine'],
    });
  });

  test('a stage of 0.2.0 is upgraded: what its stacks import is exported until they do no longer', () => {
    const kept = new Set(exportsOf(synthesize({ ...devStage, upgradeFrom: '0.2.0' })));
    assert.deepEqual(
      former.exports.filter((name) => !kept.has(name)),
      [],
    );
  });

  test('event sources of queues keep their ids: the same one is not made twice', () => {
    const ids = resourcesOf(stacks, 'AWS::Lambda::EventSourceMapping').map(({ logicalId }) => logicalId);
    assert.deepEqual(
      former.eventSourcesOfQueues.filter((id) => !ids.includes(id)),
      [],
    );
  });
});
