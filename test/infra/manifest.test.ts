import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { functions, queues, type FunctionDefinition, type Grant } from '#functions/manifest.ts';
import { environmentNames, resourceVariable } from '#shared/config/environment.ts';
import { tableDefinitions } from '#shared/tables/tables.ts';
import { permissionsOfRole, policiesOf } from './permissions.ts';
import { devStage, resourcesOf, synthesize } from './synthesized.ts';

const stacks = synthesize(devStage);
const lambdaOf = ({ id }: FunctionDefinition) =>
  resourcesOf(stacks, 'AWS::Lambda::Function').find(
    ({ Properties }) => Properties.FunctionName === `relance-dev-${id}`,
  )!;

/** What a grant must put into a function's environment. */
function variablesOf(grant: Grant): string[] {
  if ('table' in grant) return [];
  if ('queue' in grant) return [resourceVariable('QUEUE', grant.queue)];
  if ('bucket' in grant) return [resourceVariable('BUCKET', grant.bucket)];
  return {
    schedules: [
      environmentNames.scheduleGroup,
      environmentNames.scheduleRoleArn,
      environmentNames.lanesQueueArn,
    ],
    'sign-in': [environmentNames.signInUrl, environmentNames.consoleClientId, environmentNames.filesUrl],
    'read-schedules': [environmentNames.scheduleGroup],
    'webhook-schedules': [
      environmentNames.webhookScheduleGroup,
      environmentNames.webhookScheduleRoleArn,
      environmentNames.webhooksQueueArn,
    ],
    'match-schedules': [
      environmentNames.matchScheduleGroup,
      environmentNames.matchScheduleRoleArn,
      environmentNames.matchesQueueArn,
    ],
    credentials: [environmentNames.credentialsPrefix],
    'read-credentials': [environmentNames.credentialsPrefix],
    'webhook-secret': [environmentNames.webhookSecretArn],
    'send-mail': [environmentNames.configurationSet],
    'send-sms': [],
    'read-account': [
      environmentNames.configurationSet,
      environmentNames.alarmTopicArn,
      environmentNames.functionsAtOnce,
    ],
    'mail-identities': [environmentNames.linkTarget, environmentNames.linkHost],
    'user-pool': [environmentNames.userPoolId],
    'link-secret': [environmentNames.linkSecretArn],
  }[grant.use];
}

const reading = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'];
const writing = ['dynamodb:PutItem'];
const onTable = {
  read: reading,
  write: writing,
  remove: ['dynamodb:DeleteItem'],
  count: ['dynamodb:UpdateItem'],
  scan: ['dynamodb:Scan'],
  readWrite: [...reading, ...writing],
};
const onQueue = ['ReceiveMessage', 'ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes'];
const onStream = ['DescribeStream', 'GetRecords', 'GetShardIterator'];
const queueName = (queue: keyof typeof queues) => `relance-dev-${queue}${queues[queue].fifo ? '.fifo' : ''}`;

/** What a grant must let a function do, as `action resource`. */
function permissionsOf(grant: Grant): string[] {
  if ('table' in grant) {
    const table = `relance-dev-${grant.table}`;
    const indexes = Object.entries(tableDefinitions[grant.table].indexes);
    return [
      ...onTable[grant.access].map((action) => `${action} ${table}`),
      ...indexes
        .flatMap(([name, { ofStage, scanned }]) => [
          ...(ofStage === true ? [] : [['dynamodb:Query', name]]),
          ...(scanned === true ? [['dynamodb:Scan', name]] : []),
        ])
        .filter(([action = '']) => onTable[grant.access].includes(action))
        .map(([action, name]) => `${action} ${table}/index/${name}`),
    ];
  }
  if ('queue' in grant) return [`sqs:SendMessage ${queueName(grant.queue)}`];
  if ('bucket' in grant) {
    const bucket = `relance-dev-${grant.bucket}-<AccountId>-<Region>`;
    if (grant.access === 'remove') return [`s3:DeleteObject ${bucket}/*`];
    const onObjects = grant.access === 'read' ? ['s3:GetObject'] : ['s3:GetObject', 's3:PutObject'];
    return [`s3:ListBucket ${bucket}`, ...onObjects.map((action) => `${action} ${bucket}/*`)];
  }
  return {
    schedules: [
      ...['Create', 'Delete'].map((verb) => `scheduler:${verb}Schedule schedule/relance-dev/*`),
      'iam:PassRole stepschedulesrole',
    ],
    'read-schedules': ['scheduler:GetSchedule schedule/relance-dev/*'],
    'webhook-schedules': [
      'scheduler:CreateSchedule schedule/relance-dev-webhooks/*',
      'iam:PassRole webhookschedulesrole',
    ],
    'match-schedules': [
      ...['Create', 'Delete'].map((verb) => `scheduler:${verb}Schedule schedule/relance-dev-matches/*`),
      'iam:PassRole matchschedulesrole',
    ],
    'sign-in': [],
    credentials: ['CreateSecret', 'DeleteSecret', 'GetSecretValue', 'PutSecretValue'].map(
      (action) => `secretsmanager:${action} secret:relance-dev/connections/*`,
    ),
    'read-credentials': ['secretsmanager:GetSecretValue secret:relance-dev/connections/*'],
    'webhook-secret': ['secretsmanager:GetSecretValue webhooksecret'],
    'send-mail': [
      'ses:GetAccount *',
      'ses:SendEmail configuration-set/relance-dev',
      ...['*', '*.example.com', '*@example.com', 'example.com'].map((of) => `ses:SendEmail identity/${of}`),
    ],
    'mail-identities': [
      ...['Create', 'Delete', 'Get'].map((verb) => `ses:${verb}EmailIdentity identity/*`),
      ...['Feedback', 'MailFrom'].map((of) => `ses:PutEmailIdentity${of}Attributes identity/*`),
      'ses:TagResource identity/*',
    ],
    'send-sms': ['sns:Publish not topics'],
    'read-account': [
      'lambda:GetAccountSettings *',
      'servicequotas:ListAWSDefaultServiceQuotas *',
      'servicequotas:ListServiceQuotas *',
      'ses:GetAccount *',
      ...['GetConfigurationSet', 'GetEmailIdentity'].flatMap((action) =>
        ['configuration-set/relance-dev', 'identity/example.com'].map((of) => `ses:${action} ${of}`),
      ),
      'sns:GetSMSAttributes *',
      'sns:GetSMSSandboxAccountStatus *',
      'sns:ListSubscriptionsByTopic relance-dev-alarms',
    ],
    'user-pool': ['AdminDisableUser', 'AdminEnableUser', 'AdminUserGlobalSignOut', 'ListUsers'].map(
      (action) => `cognito-idp:${action} directorypool`,
    ),
    'link-secret': ['secretsmanager:GetSecretValue linksecret'],
  }[grant.use];
}

/** What a function must be let do so that it can be woken, write its log and leave traces. */
function permissionsToRun({ id, trigger, frequent }: FunctionDefinition): string[] {
  const house = [
    `logs:CreateLogStream ${id.replaceAll('-', '')}log`,
    `logs:PutLogEvents ${id.replaceAll('-', '')}log`,
    ...(frequent ? [] : ['xray:PutTelemetryRecords *', 'xray:PutTraceSegments *']),
  ];
  if (trigger.kind === 'queue')
    return [...house, ...onQueue.map((action) => `sqs:${action} ${queueName(trigger.queue)}`)];
  const givingUp = ['SendMessage', 'GetQueueAttributes', 'GetQueueUrl'].map(
    (action) => `sqs:${action} relance-dev-given-up`,
  );
  if (trigger.kind === 'stream')
    return [
      ...house,
      'dynamodb:ListStreams *',
      ...onStream.map((action) => `dynamodb:${action} relance-dev-${trigger.table}`),
      ...givingUp,
    ];
  if (trigger.kind === 'rate') return [...house, ...givingUp];
  return house;
}

test('a batch waits for its window, as long as the manifest says; one of a FIFO queue cannot', () => {
  const waits = (windows: readonly (number | undefined)[]) => windows.map((seconds) => seconds ?? 0).sort();
  const mappings = resourcesOf(stacks, 'AWS::Lambda::EventSourceMapping');
  const woken = functions.flatMap(({ trigger }) =>
    trigger.kind === 'queue' || trigger.kind === 'stream' ? [trigger] : [],
  );
  assert.deepEqual(
    waits(mappings.map(({ Properties }) => Properties.MaximumBatchingWindowInSeconds as number | undefined)),
    waits(woken.map(({ batchWindowSeconds }) => batchWindowSeconds)),
  );
  for (const trigger of woken)
    if (trigger.kind === 'queue' && queues[trigger.queue].fifo)
      assert.equal(trigger.batchWindowSeconds, undefined);
});

describe('every function of the manifest', () => {
  for (const definition of functions) {
    test(`${definition.id} is a Lambda with its size, time and runtime`, () => {
      const { Properties } = lambdaOf(definition);
      assert.equal(Properties.Runtime, 'nodejs24.x');
      assert.deepEqual(Properties.Architectures, ['arm64']);
      assert.equal(Properties.MemorySize, definition.memoryMb);
      assert.equal(Properties.Timeout, definition.timeoutSeconds);
      assert.equal(Properties.TracingConfig?.Mode, definition.frequent ? undefined : 'Active');
      assert.equal(Properties.LoggingConfig.SystemLogLevel, definition.frequent ? 'WARN' : undefined);
      assert.match(Properties.Description, /^Failure means: ./);
      assert.ok(Properties.LoggingConfig.LogGroup);
    });

    test(`${definition.id} is told what it is granted, and nothing else`, () => {
      const { stage, organisation, from, domain, replyDomain, publicUrl } = environmentNames;
      const wanted = [
        stage,
        organisation,
        from,
        domain,
        replyDomain,
        publicUrl,
        'NODE_OPTIONS',
        ...(definition.frequent ? [environmentNames.logLevel] : []),
        ...definition.grants.flatMap(variablesOf),
      ];
      const { Variables } = lambdaOf(definition).Properties.Environment;
      assert.deepEqual(Object.keys(Variables).sort(), [...new Set(wanted)].sort());
    });

    test(`${definition.id} may do what it is granted, and nothing else`, () => {
      const wanted = [...definition.grants.flatMap(permissionsOf), ...permissionsToRun(definition)];
      assert.deepEqual(permissionsOfRole(stacks, lambdaOf(definition)), [...new Set(wanted)].sort());
    });
  }

  test('F4: functions behind a route end before API Gateway stops waiting, so that they answer themselves', () => {
    const late = functions.filter(
      ({ trigger, timeoutSeconds }) =>
        (trigger.kind === 'api' || trigger.kind === 'public') && timeoutSeconds > 29,
    );
    assert.deepEqual(late, []);
  });

  test('is woken as it says', () => {
    const mappings = resourcesOf(stacks, 'AWS::Lambda::EventSourceMapping').map(
      ({ Properties }) => Properties,
    );
    for (const definition of functions) {
      const { trigger } = definition;
      const lambda = lambdaOf(definition);
      const mapping = mappings.find(({ FunctionName }) => FunctionName.Ref === lambda.logicalId);
      assert.equal(
        mapping !== undefined,
        trigger.kind === 'queue' || trigger.kind === 'stream',
        definition.id,
      );
      if (mapping === undefined) continue;
      assert.deepEqual(mapping.FunctionResponseTypes, ['ReportBatchItemFailures']);
      if (trigger.kind === 'queue')
        assert.equal(mapping.ScalingConfig.MaximumConcurrency, trigger.maxConcurrency);
      if (trigger.kind === 'stream') {
        assert.equal(mapping.BisectBatchOnFunctionError, trigger.bisect);
        assert.match(
          JSON.stringify(mapping.DestinationConfig.OnFailure.Destination),
          /:relance-dev-given-up"/,
        );
        const { tumblingWindowMinutes: minutes } = trigger;
        assert.equal(mapping.TumblingWindowInSeconds, minutes === undefined ? undefined : 60 * minutes);
        assert.equal(mapping.FilterCriteria !== undefined, trigger.only !== undefined);
      }
    }
  });

  test('a call at a rate that died is told of and not repeated, which would hide its death', () => {
    const configured = resourcesOf(stacks, 'AWS::Lambda::EventInvokeConfig').map(
      ({ Properties }) => Properties,
    );
    for (const definition of functions.filter(({ trigger }) => trigger.kind === 'rate')) {
      const { logicalId } = lambdaOf(definition);
      const config = configured.find(({ FunctionName }) => FunctionName.Ref === logicalId);
      assert.equal(config?.MaximumRetryAttempts, 0, definition.id);
      assert.match(JSON.stringify(config.DestinationConfig.OnFailure), /:relance-dev-given-up"/);
    }
  });

  test('no record of a stream is given up before its stream is about to forget it', () => {
    const streams = resourcesOf(stacks, 'AWS::Lambda::EventSourceMapping')
      .map(({ Properties }) => Properties)
      .filter(({ StartingPosition }) => StartingPosition !== undefined);
    assert.equal(streams.length, functions.filter(({ trigger }) => trigger.kind === 'stream').length);
    for (const { MaximumRetryAttempts, MaximumRecordAgeInSeconds } of streams)
      assert.deepEqual([MaximumRetryAttempts, MaximumRecordAgeInSeconds], [-1, 23 * 3600]);
  });

  test('is behind the token unless its routes are public', () => {
    const routes = new Map(
      resourcesOf(stacks, 'AWS::ApiGatewayV2::Route').map(({ Properties }) => [
        Properties.RouteKey,
        Properties.AuthorizationType,
      ]),
    );
    const wanted = functions.flatMap(({ trigger }) =>
      trigger.kind === 'api' || trigger.kind === 'public'
        ? trigger.routes.map((route) => [route, trigger.kind === 'api' ? 'JWT' : 'NONE'] as const)
        : [],
    );
    assert.deepEqual(routes, new Map(wanted));
  });
});

test('no permission has a wildcard for an action', () => {
  for (const { Properties } of policiesOf(stacks))
    for (const { Action } of Properties.PolicyDocument.Statement)
      for (const action of [Action].flat()) assert.doesNotMatch(action, /\*/, JSON.stringify(Action));
});
