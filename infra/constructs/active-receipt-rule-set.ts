import { fileURLToPath } from 'node:url';
import { CustomResource, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Names } from './names.ts';

/**
 * Makes the stage's receipt rule set the active one. An account has one active set per Region: where there is another
 * already, the deployment fails with the option that joins it, instead of silencing it.
 */
export class ActiveReceiptRuleSet extends Construct {
  constructor(scope: Construct, id: string, names: Names) {
    super(scope, id);
    const name = 'activate-receipt-rules';
    const logGroup = new LogGroup(this, 'log', {
      logGroupName: names.logGroup(name),
      retention: RetentionDays.TWO_WEEKS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    role.addToPolicy(
      new PolicyStatement({
        actions: ['ses:DescribeActiveReceiptRuleSet', 'ses:SetActiveReceiptRuleSet'],
        resources: ['*'],
      }),
    );
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'The active rule set belongs to the whole account: these SES actions know no resources.',
    });
    const lambda = new Function(this, 'lambda', {
      functionName: names.function(name),
      description: 'Runs while deploying only: makes the receipt rule set the active one',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(fileURLToPath(new URL('./active-receipt-rule-set', import.meta.url))),
      timeout: Duration.seconds(60),
      role,
      logGroup,
    });
    new CustomResource(this, 'active', {
      resourceType: 'Custom::ActiveReceiptRuleSet',
      serviceToken: lambda.functionArn,
      properties: { RuleSetName: names.receiptRuleSet },
    });
  }
}
