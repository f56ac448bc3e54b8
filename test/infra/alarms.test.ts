import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import * as z from 'zod';
import { eventStreams, functions, queues } from '#functions/manifest.ts';
import { anchorOf } from '#infra/constructs/app-alarm.ts';
import { logMessages } from '#shared/config/log-messages.ts';
import { dashboardMetrics } from './dashboard-metrics.ts';
import { devStage, resourcesOf, synthesize } from './synthesized.ts';

const stacks = synthesize(devStage);

const metric = z.object({
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).optional(),
});
const watching = z.union([
  metric.transform((one) => [one]),
  z
    .object({ Metrics: z.array(z.object({ MetricStat: z.object({ Metric: metric }).optional() })) })
    .transform(({ Metrics }) => Metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : []))),
]);

/** Each alarm: its name without the stage, what it says, and the metrics that it looks at, as `metric dimension`. */
const alarms = resourcesOf(stacks, 'AWS::CloudWatch::Alarm').map(({ Properties }) => ({
  properties: Properties,
  name: String(Properties.AlarmName).replace('relance-dev-', ''),
  section: /runbook\.md#([\w-]+)$/.exec(String(Properties.AlarmDescription))?.[1] ?? '',
  metrics: watching
    .parse(Properties)
    .map(({ MetricName, Dimensions: [dimension] = [] }) =>
      typeof dimension?.Value === 'string' ? `${MetricName} ${dimension.Value}` : MetricName,
    ),
}));
const alarmOn = (watched: string) => alarms.find(({ metrics }) => metrics.includes(watched));

/** The sections of the runbook by their anchors. */
const sections = new Map(
  readFileSync('infra/docs/runbook.md', 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((text) => [anchorOf(text.split('\n')[0]!), text]),
);
const headings = new Set(
  [...sections.values()].flatMap((text) => text.split('\n').filter((line) => /^### /.test(line))),
);
const saysWhatToDo = (heading: string) => headings.has(`### ${heading}`);

const ofKind = (...kinds: string[]) => functions.filter(({ trigger }) => kinds.includes(trigger.kind));
const streamIds = Object.keys(eventStreams);
/** What fails in the others answers 5xx, which the alarm of the API tells. */
const told = functions.filter(({ toldBy5xx }) => toldBy5xx !== true);

describe('alarms', () => {
  test('there are no more of them than a small team reads, and they cost what the documents say', () => {
    assert.ok(alarms.length <= 30, `${alarms.length} alarms`);
    const metrics = alarms.flatMap((alarm) => alarm.metrics);
    for (const alarm of alarms) assert.ok(alarm.metrics.length <= 10, alarm.name);
    const deployment = readFileSync('infra/docs/deployment.md', 'utf8').replaceAll(/\s+/g, ' ');
    assert.ok(
      deployment.includes(`${alarms.length} alarms of ${metrics.length} metrics`),
      `${alarms.length} of ${metrics.length}`,
    );
  });

  test('no metric is paid for twice', () => {
    const metrics = alarms.flatMap((alarm) => alarm.metrics);
    assert.deepEqual(metrics.toSorted(), [...new Set(metrics)].toSorted());
  });

  test('the dashboard has no more metrics than are free', () => {
    const [dashboard] = resourcesOf(stacks, 'AWS::CloudWatch::Dashboard');
    assert.ok(dashboardMetrics(dashboard!.Properties) <= 50);
  });

  test('every alarm tells somebody, states its impact and has its section', () => {
    for (const { properties, name, section } of alarms) {
      assert.equal(properties.AlarmActions.length, 1);
      assert.match(properties.AlarmDescription, /^[A-Z].{20,}\. What to do: /);
      assert.ok(sections.has(section), name);
    }
  });

  test('every section of the runbook has its alarm', () => {
    const linked = alarms.map(({ section }) => section);
    for (const anchor of sections.keys()) assert.ok(linked.includes(anchor), anchor);
  });
});

describe('whatever fails is told, and the runbook says what to do', () => {
  test('a queue that waits too long: by the alarm of what users notice, whose section tells of its function', () => {
    for (const { id, trigger } of ofKind('queue')) {
      assert.ok(trigger.kind === 'queue');
      const { fifo, late } = queues[trigger.queue];
      const alarm = alarmOn(
        `ApproximateAgeOfOldestMessage relance-dev-${trigger.queue}${fifo ? '.fifo' : ''}`,
      );
      assert.equal(alarm?.name, late.alarm, id);
      assert.ok(sections.get(alarm.section)?.includes(`\`${id}\``), id);
      assert.ok(JSON.stringify(alarm.properties).includes(`>= ${late.minutes * 60},`), id);
    }
    const read = ofKind('queue').map(({ trigger }) => trigger.kind === 'queue' && trigger.queue);
    assert.deepEqual(read.toSorted(), Object.keys(queues).toSorted());
  });

  test('a stream that waits too long: likewise', () => {
    for (const { id, trigger } of ofKind('stream')) {
      assert.ok(trigger.kind === 'stream');
      const alarm = alarmOn(`IteratorAge relance-dev-${id}`);
      assert.equal(alarm?.name, trigger.late, id);
      assert.ok(sections.get(alarm.section)?.includes(`\`${id}\``), id);
    }
  });

  test('a message that failed five times: by the queue of dead letters', () => {
    assert.equal(
      alarmOn('ApproximateNumberOfMessagesVisible relance-dev-dead-letters')?.name,
      'dead-letters',
    );
    assert.equal(
      alarmOn('ApproximateNumberOfMessagesVisible relance-dev-lanes-dead.fifo')?.name,
      'lane-dead-letters',
    );
    for (const queue of Object.keys(queues)) assert.ok(saysWhatToDo(`Dead letters: ${queue}`), queue);
  });

  test('records of a stream and runs at a rate that were given up: by the queue of what Lambda gave up', () => {
    assert.equal(alarmOn('ApproximateNumberOfMessagesVisible relance-dev-given-up')?.name, 'given-up');
    for (const { id } of ofKind('stream', 'rate')) assert.ok(saysWhatToDo(`Given up: ${id}`), id);
  });

  test('every queue that keeps what failed is watched', () => {
    const fed = resourcesOf(stacks, 'AWS::SQS::Queue').filter(({ Properties }) => Properties.RedrivePolicy);
    const keeping = resourcesOf(stacks, 'AWS::SQS::Queue').filter((queue) =>
      fed.every(({ logicalId }) => logicalId !== queue.logicalId),
    );
    assert.equal(keeping.length, 3);
    for (const { Properties } of keeping)
      assert.ok(alarmOn(`ApproximateNumberOfMessagesVisible ${String(Properties.QueueName)}`));
  });

  test('an error in a log: of every function whose failure nothing else tells, counted as one', () => {
    assert.equal(alarmOn('LoggedErrors')?.name, 'errors');
    const counted = resourcesOf(stacks, 'AWS::Logs::MetricFilter')
      .filter(({ Properties }) => Properties.FilterPattern === '{ $.level = "ERROR" }')
      .map(({ Properties }) => [
        Properties.LogGroupName,
        Properties.MetricTransformations[0].MetricNamespace,
        Properties.MetricTransformations[0].MetricName,
        Properties.MetricTransformations[0].Dimensions,
      ]);
    const wanted = told
      // A stream waits behind the record that fails.
      .filter(({ trigger }) => trigger.kind !== 'stream')
      .map(({ id }) => [`/relance/dev/${id}`, 'Relance/dev', 'LoggedErrors', undefined]);
    assert.deepEqual(counted.toSorted(), wanted.toSorted());
    for (const { id } of told) assert.ok(saysWhatToDo(`Errors: ${id}`), id);
  });

  test('files that a stream of events could not write: as errors, with no alarm or metric of their own', () => {
    const counted = resourcesOf(stacks, 'AWS::Logs::MetricFilter').filter(
      ({ Properties }) => Properties.FilterPattern === '',
    );
    assert.deepEqual(
      counted.map(({ Properties }) => [
        Properties.LogGroupName,
        Properties.MetricTransformations[0].MetricName,
      ]),
      streamIds.map((name) => [`/relance/dev/${name}`, 'LoggedErrors']),
    );
    for (const name of streamIds) assert.ok(saysWhatToDo(`Errors: ${name}`), name);
  });

  test('the saved query finds the errors of every function and stream', () => {
    const [query] = resourcesOf(stacks, 'AWS::Logs::QueryDefinition');
    assert.equal(query?.Properties.Name, 'relance-dev/errors');
    assert.deepEqual(
      query.Properties.LogGroupNames,
      [...functions.map(({ id }) => id), ...streamIds].map((name) => `/relance/dev/${name}`),
    );
    assert.ok(sections.get('errors')?.includes('relance-STAGE/errors'));
  });

  test('a function of the clock that is not called: by its silence', () => {
    for (const { id } of ofKind('rate')) {
      const alarm = alarmOn(`Invocations relance-dev-${id}`);
      assert.equal(alarm?.name, `${id}-silent`);
      assert.equal(alarm.properties.TreatMissingData, 'breaching');
    }
  });

  test('a request that failed: one alone sets off the alarm of the API', () => {
    const alarm = alarmOn('5xx');
    assert.equal(alarm?.name, 'api-5xx');
    assert.equal(alarm.properties.Threshold, 1);
  });

  test('what logs tell is counted where it is told, and looked at', () => {
    const counted = resourcesOf(stacks, 'AWS::Logs::MetricFilter').map(({ Properties }) => ({
      filter: `${String(Properties.LogGroupName)} ${String(Properties.FilterPattern)}`,
      metric: String(Properties.MetricTransformations[0].MetricName),
    }));
    const toldBy = {
      [logMessages.sendingHeld]: ['run-due-steps', 'api-sending', 'sweep'],
      [logMessages.stepsFailed]: ['record-activities'],
      [logMessages.sendingQuotaNears]: ['run-due-steps', 'api-sending'],
      [logMessages.connectionRefused]: ['sync-connections'],
      [logMessages.allowanceNears]: ['sync-connections'],
      [logMessages.connectionLags]: ['sync-connections'],
    };
    assert.deepEqual(Object.keys(toldBy).sort(), Object.values(logMessages).sort());
    for (const [message, by] of Object.entries(toldBy))
      for (const id of by) {
        const filter = `/relance/dev/${id} { $.message = "${message}" }`;
        const found = counted.find((each) => each.filter === filter);
        assert.ok(found, filter);
        const alarm = alarmOn(found.metric);
        const text = sections.get(alarm?.section ?? '')?.replaceAll(/\s+/g, ' ');
        assert.ok(text?.includes(`“${message}”`), message);
      }
  });

  test('Scheduler, the busiest tables and the spending on texts are watched', () => {
    for (const group of ['relance-dev', 'relance-dev-webhooks', 'relance-dev-matches'])
      assert.ok(alarmOn(`InvocationDroppedCount ${group}`), group);
    for (const name of ['InvocationThrottleCount', 'TargetErrorThrottledCount'])
      assert.ok(alarmOn(`${name} relance-dev`), name);
    for (const table of ['enrollments', 'lane-days'])
      assert.ok(alarmOn(`WriteThrottleEvents relance-dev-${table}`), table);
    assert.ok(alarmOn('ReadThrottleEvents relance-dev-enrollments'));
    assert.ok(alarmOn('SMSMonthToDateSpentUSD'));
  });
});
