import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { functions, queues, visibilitySecondsOf } from '#functions/manifest.ts';
import { wakesItself } from '#functions/function-definition.ts';
import { CLAIM_TERM_SECONDS } from '#shared/domain/core/claim-term.ts';
import { environmentNames } from '#shared/config/environment.ts';
import { tableDefinitions, type TableName } from '#shared/tables/tables.ts';
import { policiesOf } from './permissions.ts';
import { devStage, prodStage, resourcesOf, synthesize } from './synthesized.ts';

const dev = synthesize(devStage);
const prod = synthesize(prodStage);
const only = (templates: typeof dev, type: string) => {
  const found = resourcesOf(templates, type);
  assert.equal(found.length, 1, `${type}: ${found.length}`);
  return found[0]!.Properties;
};

describe('what a stage keeps', () => {
  test('a table has its stream, its indexes and can be restored to any second', () => {
    const made = resourcesOf(dev, 'AWS::DynamoDB::Table');
    assert.deepEqual(
      made.map(({ Properties }) => Properties.TableName).sort(),
      Object.keys(tableDefinitions)
        .map((name) => `relance-dev-${name}`)
        .sort(),
    );
    for (const { Properties } of made) {
      const name = String(Properties.TableName).replace('relance-dev-', '') as TableName;
      assert.equal(Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled, true, name);
      const { expires, stream, indexes } = tableDefinitions[name];
      assert.equal(Properties.TimeToLiveSpecification?.AttributeName, expires, name);
      assert.equal(Properties.StreamSpecification !== undefined, stream, name);
      assert.deepEqual(
        (Properties.GlobalSecondaryIndexes ?? []).map((index: { IndexName: string }) => index.IndexName),
        Object.keys(indexes),
      );
    }
  });

  const keeping = [
    'AWS::DynamoDB::Table',
    'AWS::S3::Bucket',
    'AWS::Cognito::UserPool',
    'AWS::SecretsManager::Secret',
    'AWS::SES::EmailIdentity',
  ];
  /** The latter is done away with by the deployment that made it, should that fail. */
  const stays: unknown[] = ['Retain', 'RetainExceptOnCreate'];
  for (const type of keeping)
    test(`${type} outlives a prod stage and goes with another`, () => {
      assert.ok(resourcesOf(prod, type).every(({ DeletionPolicy }) => stays.includes(DeletionPolicy)));
      assert.ok(resourcesOf(dev, type).every(({ DeletionPolicy }) => DeletionPolicy === 'Delete'));
    });

  test('tables and users of a prod stage are protected from deletion', () => {
    assert.ok(
      resourcesOf(prod, 'AWS::DynamoDB::Table').every(
        ({ Properties }) => Properties.DeletionProtectionEnabled,
      ),
    );
    assert.equal(only(prod, 'AWS::Cognito::UserPool').DeletionProtection, 'ACTIVE');
  });

  test('what stays of a prod stage has a name that AWS gave, or is named in the documents as what to do away with', () => {
    const named = [...prod.values()]
      .flatMap(({ Resources }) => Object.values(Resources))
      .filter(({ DeletionPolicy }) => stays.includes(DeletionPolicy))
      .map(({ Type }) => Type);
    assert.deepEqual([...new Set(named)].sort(), [...keeping].sort());
  });

  test('every log forgets', () => {
    for (const { Properties } of resourcesOf(prod, 'AWS::Logs::LogGroup'))
      assert.ok(Properties.RetentionInDays > 0);
  });
});

describe('how messages move', () => {
  test('every queue lays aside what failed five times, a FIFO queue in one of its own', () => {
    const made = resourcesOf(dev, 'AWS::SQS::Queue');
    const named = (name: string) => made.find(({ Properties }) => Properties.QueueName === name);
    for (const [name, { fifo }] of Object.entries(queues)) {
      const { maxReceiveCount, deadLetterTargetArn } = named(`relance-dev-${name}${fifo ? '.fifo' : ''}`)!
        .Properties.RedrivePolicy;
      assert.equal(maxReceiveCount, 5, name);
      const deadLetters = named(fifo ? `relance-dev-${name}-dead.fifo` : 'relance-dev-dead-letters')!;
      assert.equal(deadLetterTargetArn['Fn::GetAtt'][0], deadLetters.logicalId, name);
      assert.equal(deadLetters.Properties.MessageRetentionPeriod, 14 * 86_400);
    }
  });

  test('a message stays hidden for six runs of its function and its window, so that want of room does not use it up', () => {
    for (const { trigger, timeoutSeconds, id } of functions)
      if (trigger.kind === 'queue' && !['lanes', 'jobs'].includes(trigger.queue))
        assert.equal(
          visibilitySecondsOf(trigger.queue),
          6 * timeoutSeconds + (trigger.batchWindowSeconds ?? 0),
          id,
        );
  });

  test('a lane goes on as soon as the claims of a worker that died are over', () => {
    assert.equal(visibilitySecondsOf('lanes'), CLAIM_TERM_SECONDS);
  });

  test('a job whose worker died goes on as soon as it cannot be running any more', () => {
    assert.equal(visibilitySecondsOf('jobs'), 630);
  });

  test('F4: work that goes on in slices is not stopped by Lambda as a loop, and nothing else may be one', () => {
    const allowed = resourcesOf(dev, 'AWS::Lambda::Function')
      .filter(({ Properties }) => Properties.RecursiveLoop === 'Allow')
      .map(({ Properties }) => String(Properties.FunctionName).replace('relance-dev-', ''));
    assert.deepEqual(
      allowed.toSorted(),
      functions
        .filter(wakesItself)
        .map(({ id }) => id)
        .toSorted(),
    );
    assert.ok(allowed.includes('run-jobs') && allowed.includes('run-due-steps'));
    // Through several functions and queues no loop leads back to a function that is not told of itself.
    const wakes = (id: string): string[] =>
      functions
        .filter(({ trigger }) => {
          const { grants = [] } = functions.find((each) => each.id === id) ?? {};
          return (
            trigger.kind === 'queue' &&
            grants.some((grant) => 'queue' in grant && grant.queue === trigger.queue)
          );
        })
        .map((each) => each.id);
    for (const { id } of functions) {
      const reached = new Set(wakes(id).filter((other) => other !== id));
      for (const other of reached) for (const next of wakes(other)) reached.add(next);
      assert.ok(!reached.has(id) || allowed.includes(id), `${id} comes back to itself`);
    }
  });

  test('lanes are ordered by group, deduplicated by content, and not slowed by one another', () => {
    const lanes = resourcesOf(dev, 'AWS::SQS::Queue').find(
      ({ Properties }) => Properties.QueueName === 'relance-dev-lanes.fifo',
    );
    assert.deepEqual(
      [
        lanes?.Properties.ContentBasedDeduplication,
        lanes?.Properties.DeduplicationScope,
        lanes?.Properties.FifoThroughputLimit,
      ],
      [true, 'messageGroup', 'perMessageGroupId'],
    );
  });

  test('SES reports at once what is urgent, in files what is much; not that a mail was handed over, nor what links tell', () => {
    const destinations = resourcesOf(dev, 'AWS::SES::ConfigurationSetEventDestination');
    const reported = destinations.map(({ Properties: { EventDestination: to } }) => [
      to.SnsDestination === undefined ? 'stream' : 'topic',
      to.MatchingEventTypes,
    ]);
    assert.deepEqual(Object.fromEntries(reported), {
      topic: ['bounce', 'complaint', 'reject', 'renderingFailure'],
      stream: ['delivery', 'deliveryDelay'],
    });
  });

  test('what SES told the topic before is told to the stream first, and to nobody in between', () => {
    const [toTopic, toStream] = ['SnsDestination', 'KinesisFirehoseDestination'].map((kind) =>
      resourcesOf(dev, 'AWS::SES::ConfigurationSetEventDestination').find(
        ({ Properties }) => Properties.EventDestination[kind] !== undefined,
      ),
    );
    assert.ok([toTopic?.DependsOn].flat().includes(toStream?.logicalId));
  });

  test('A8: an own host for links is answered for with its certificate, and hosts point at it', () => {
    const certificateArn = 'arn:aws:acm:eu-west-1:111122223333:certificate/a1b2';
    const own = synthesize({ ...devStage, ownHost: { name: 'go.example.com', certificateArn } });
    const { DomainName, DomainNameConfigurations } = only(own, 'AWS::ApiGatewayV2::DomainName');
    assert.deepEqual(
      [DomainName, DomainNameConfigurations[0].CertificateArn],
      ['go.example.com', certificateArn],
    );
    assert.equal(only(own, 'AWS::ApiGatewayV2::ApiMapping').DomainName.Ref !== undefined, true);
    const environment = resourcesOf(own, 'AWS::Lambda::Function').find(
      ({ Properties }) => Properties.FunctionName === 'relance-dev-api-identities',
    )!.Properties.Environment.Variables;
    assert.equal(environment.RELANCE_LINK_HOST, 'go.example.com');
    assert.equal(environment.RELANCE_LINK_TARGET['Fn::GetAtt'][1], 'RegionalDomainName');
  });

  test('Scheduler may send to the lanes of its own group, and nothing else', () => {
    const role = resourcesOf(dev, 'AWS::IAM::Role').find(({ logicalId }) =>
      logicalId.startsWith('stepschedules'),
    )!;
    const [{ Condition }] = role.Properties.AssumeRolePolicyDocument.Statement;
    assert.deepEqual(Object.keys(Condition.StringEquals), ['aws:SourceAccount', 'aws:SourceArn']);
    const policies = policiesOf(dev).filter(({ Properties }) => Properties.Roles[0].Ref === role.logicalId);
    assert.deepEqual(
      policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement).map(({ Action }) => Action),
      ['sqs:SendMessage'],
    );
  });

  test('A14: Scheduler may send tries of webhooks to their own queue, and nothing else', () => {
    const role = resourcesOf(dev, 'AWS::IAM::Role').find(({ logicalId }) =>
      logicalId.startsWith('webhookschedules'),
    )!;
    const statements = policiesOf(dev)
      .filter(({ Properties }) => Properties.Roles[0].Ref === role.logicalId)
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    assert.deepEqual(
      statements.map(({ Action, Resource }) => [
        Action,
        Resource['Fn::GetAtt'][0].startsWith('webhooksqueue'),
      ]),
      [['sqs:SendMessage', true]],
    );
  });

  test('A14: in AWS no function is told of private addresses that webhooks may call', () => {
    for (const { Properties } of resourcesOf(dev, 'AWS::Lambda::Function'))
      assert.ok(!(environmentNames.webhookAllowedAddresses in (Properties.Environment?.Variables ?? {})));
  });

  test('mail to the reply domain is kept and told', () => {
    const { Rule } = only(dev, 'AWS::SES::ReceiptRule');
    assert.deepEqual(Rule.Recipients, ['reply.example.com']);
    assert.ok(Rule.Actions[0].S3Action.TopicArn);
  });

  test('D7: SES neither keeps nor obeys a suppression list of its own for mails of the stage', () => {
    // An empty list overrides the account's; none at all would leave it in force.
    for (const stage of [dev, prod])
      assert.deepEqual(only(stage, 'AWS::SES::ConfigurationSet').SuppressionOptions, {
        SuppressedReasons: [],
      });
  });

  test('a domain that is in SES already is not registered again', () => {
    assert.equal(resourcesOf(dev, 'AWS::SES::EmailIdentity').length, 1);
    const second = synthesize({ ...devStage, identity: 'existing' });
    assert.equal(resourcesOf(second, 'AWS::SES::EmailIdentity').length, 0);
  });

  test('an account that receives mail already keeps its rule set', () => {
    const joined = synthesize({ ...devStage, receiptRuleSet: 'ours' });
    assert.equal(only(joined, 'AWS::SES::ReceiptRule').RuleSetName, 'ours');
    assert.equal(resourcesOf(joined, 'AWS::SES::ReceiptRuleSet').length, 0);
    assert.equal(resourcesOf(joined, 'Custom::ActiveReceiptRuleSet').length, 0);
  });
});

describe('B6: changes that Salesforce relays', () => {
  const salesforceEventBus = 'aws.partner/salesforce.com/00D5f000000abcDEAQ/0YL5f0000004CEI4A2';
  const relayed = synthesize({ ...devStage, salesforceEventBus });
  const ruleOf = (templates: typeof dev) =>
    resourcesOf(templates, 'AWS::Events::Rule').filter(({ Properties }) => 'EventBusName' in Properties);

  test('B6: of leads, contacts and accounts have the connection of the organisation read, and tell nothing more', () => {
    const [rule, ...others] = ruleOf(relayed);
    assert.ok(rule);
    assert.equal(others.length, 0);
    const { EventBusName, EventPattern, Targets } = rule.Properties;
    assert.equal(EventBusName, salesforceEventBus);
    assert.deepEqual(EventPattern, {
      source: [salesforceEventBus],
      'detail-type': ['LeadChangeEvent', 'ContactChangeEvent', 'AccountChangeEvent'],
    });
    assert.equal(Targets.length, 1);
    assert.equal(Targets[0].Input, JSON.stringify({ changed: 'salesforce', organisation: 'main' }));
    assert.deepEqual(Targets[0].RetryPolicy, { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 });
    const permission = resourcesOf(relayed, 'AWS::Lambda::Permission').find(
      ({ Properties }) => Properties.SourceArn['Fn::GetAtt']?.[0] === rule.logicalId,
    );
    assert.equal(permission?.Properties.Action, 'lambda:InvokeFunction');
    assert.equal(permission.Properties.Principal, 'events.amazonaws.com');
    const [target] = Targets[0].Arn['Fn::GetAtt'];
    assert.equal(
      relayed.get('engine')?.Resources[String(target)]?.Properties.FunctionName,
      'relance-dev-follow-events',
    );
  });

  test('B6: without the option nothing is added, and with it no right of a function', () => {
    assert.deepEqual(ruleOf(dev), []);
    const policies = (templates: typeof dev) =>
      resourcesOf(templates, 'AWS::IAM::Policy').map(({ Properties }) => Properties.PolicyDocument);
    assert.deepEqual(policies(relayed), policies(dev));
    const [added, ...more] = [...relayed].flatMap(([stack, { Resources }]) => {
      const before = Object.keys(dev.get(stack)?.Resources ?? {});
      const types = Object.entries(Resources).filter(([id]) => !before.includes(id));
      return types.length === 0 ? [] : [[stack, ...types.map(([, { Type }]) => Type).toSorted()]];
    });
    assert.deepEqual(more, []);
    assert.deepEqual(added, [
      'engine',
      'AWS::Events::Rule',
      'AWS::Lambda::EventInvokeConfig',
      'AWS::Lambda::Permission',
    ]);
  });
});

describe('who may come in', () => {
  test('nobody signs up alone, and no client may say which organisation a user is of', () => {
    assert.equal(only(dev, 'AWS::Cognito::UserPool').AdminCreateUserConfig.AllowAdminCreateUserOnly, true);
    for (const { Properties } of resourcesOf(dev, 'AWS::Cognito::UserPoolClient'))
      assert.deepEqual(Properties.WriteAttributes, ['email']);
    for (const { Name, Mutable } of only(dev, 'AWS::Cognito::UserPool').Schema.slice(1))
      assert.equal(Mutable, false, Name);
  });

  test('F16: people sign in to the console by code alone, and come back to it alone', () => {
    const withHost = synthesize({
      ...devStage,
      ownHost: { name: 'links.example.com', certificateArn: 'arn:aws:acm:eu-west-1:1:certificate/x' },
    });
    const client = resourcesOf(withHost, 'AWS::Cognito::UserPoolClient').find(
      ({ Properties }) => Properties.AllowedOAuthFlowsUserPoolClient === true,
    )!.Properties;
    assert.deepEqual(client.AllowedOAuthFlows, ['code']);
    assert.notEqual(client.GenerateSecret, true);
    const [own, onHost, commandLine, ...others] = client.CallbackURLs;
    assert.match(JSON.stringify(own), /ApiEndpoint.*\/console\/signed-in/);
    assert.equal(onHost, 'https://links.example.com/console/signed-in');
    assert.equal(commandLine, 'http://localhost:8976/callback');
    assert.deepEqual(others, []);
    assert.ok(JSON.stringify(client.LogoutURLs).includes('https://links.example.com/console"'));
    const { JwtConfiguration } = only(withHost, 'AWS::ApiGatewayV2::Authorizer');
    assert.equal(JwtConfiguration.Audience.length, 2);
  });

  test('F16: pages reach the bucket of files alone', () => {
    const open = resourcesOf(dev, 'AWS::S3::Bucket').filter(
      ({ Properties }) => Properties.CorsConfiguration !== undefined,
    );
    assert.equal(open.length, 1);
    assert.match(JSON.stringify(open[0]?.Properties.BucketName), /relance-dev-files/);
  });

  test('F11: a new address to sign in with counts once it is verified', () => {
    assert.deepEqual(only(dev, 'AWS::Cognito::UserPool').UserAttributeUpdateSettings, {
      AttributesRequireVerificationBeforeUpdate: ['email'],
    });
  });

  test('A8: functions send from the domain of the stage and from identities that bear a tag of ours alone', () => {
    const sending = policiesOf(dev)
      .flatMap(
        ({ Properties }) =>
          Properties.PolicyDocument.Statement as { Action: string; Resource: unknown; Condition?: unknown }[],
      )
      .filter(({ Action }) => Action === 'ses:SendEmail');
    const ofAny = sending.filter(({ Resource }) => JSON.stringify(Resource).includes(':identity/*"'));
    assert.ok(ofAny.length > 0);
    const tags = ['relance:organisation', 'relance:stage'].map((tag) => ({
      Null: { [`aws:ResourceTag/${tag}`]: 'false' },
    }));
    for (const { Condition } of ofAny)
      assert.ok(tags.some((tag) => JSON.stringify(tag) === JSON.stringify(Condition)));
  });

  test('A8: a domain is registered with the tag of its organisation', () => {
    const registering = policiesOf(dev)
      .flatMap(
        ({ Properties }) =>
          Properties.PolicyDocument.Statement as { Action: string | string[]; Condition?: unknown }[],
      )
      .filter(({ Action }) => [Action].flat().includes('ses:CreateEmailIdentity'));
    assert.ok(registering.length > 0);
    for (const { Condition } of registering)
      assert.deepEqual(Condition, { Null: { 'aws:RequestTag/relance:organisation': 'false' } });
  });

  test('bounces come as events and not to whom the mail came from', () => {
    assert.deepEqual(only(dev, 'AWS::SES::EmailIdentity').FeedbackAttributes, {
      EmailForwardingEnabled: false,
    });
  });

  test('every user may add a one-time password', () => {
    const { MfaConfiguration, EnabledMfas } = only(dev, 'AWS::Cognito::UserPool');
    assert.deepEqual([MfaConfiguration, EnabledMfas], ['OPTIONAL', ['SOFTWARE_TOKEN_MFA']]);
  });

  test('A8: only domains that were registered here are forgotten', () => {
    const statements = policiesOf(dev).flatMap(
      ({ Properties }) =>
        Properties.PolicyDocument.Statement as { Action: string | string[]; Condition?: unknown }[],
    );
    const deleting = statements.filter(({ Action }) => [Action].flat().includes('ses:DeleteEmailIdentity'));
    assert.ok(deleting.length > 0);
    for (const { Condition } of deleting)
      assert.deepEqual(Condition, { Null: { 'aws:ResourceTag/relance:organisation': 'false' } });
  });

  test('there is a group for each role, the mightiest first', () => {
    const groups = resourcesOf(dev, 'AWS::Cognito::UserPoolGroup').map(({ Properties }) => [
      Properties.GroupName,
      Properties.Precedence,
    ]);
    assert.deepEqual(groups, [
      ['super_admin', 0],
      ['admin', 1],
      ['manager', 2],
      ['user', 3],
    ]);
  });

  test('requests are throttled and logged without their path, which may be a token', () => {
    const { DefaultRouteSettings, AccessLogSettings } = only(dev, 'AWS::ApiGatewayV2::Stage');
    assert.ok(DefaultRouteSettings.ThrottlingRateLimit > 0);
    assert.doesNotMatch(AccessLogSettings.Format, /context\.path|sourceIp/);
  });
});

describe('public pages', () => {
  const publicRoutes = functions.flatMap(({ trigger }) => (trigger.kind === 'public' ? trigger.routes : []));
  const stage = () => resourcesOf(dev, 'AWS::ApiGatewayV2::Stage')[0]!;

  test('each has a throttle of its own, so that a flood of another or of the API does not stop it', () => {
    const { RouteSettings } = stage().Properties;
    const own = functions.flatMap(({ trigger }) =>
      trigger.kind === 'api' && trigger.throttle !== undefined ? trigger.routes : [],
    );
    assert.deepEqual(Object.keys(RouteSettings).sort(), [...publicRoutes, ...own].sort());
    for (const route of publicRoutes) assert.ok(RouteSettings[route].ThrottlingRateLimit > 0, route);
  });

  test('the stage is told of their throttles once they are there', () => {
    const needed = [stage().DependsOn].flat();
    for (const { logicalId, Properties } of resourcesOf(dev, 'AWS::ApiGatewayV2::Route'))
      if (Properties.RouteKey in stage().Properties.RouteSettings)
        assert.ok(needed.includes(logicalId), logicalId);
  });
});

describe('cdk-nag', () => {
  test('lets no stack with a finding through', () => {
    const app = new App({ analyticsReporting: false, builtinCloudFormationValidation: false });
    new Bucket(new Stack(app, 'careless'), 'open');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    assert.throws(() => app.synth(), /Validation failed/);
  });
});
