import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionDefinition } from '#functions/manifest.ts';
import { bundling } from './bundling.ts';
import type { Names } from './names.ts';

/** What every function of a stage is built with. */
export type FunctionSettings = {
  names: Names;
  keepsData: boolean;
  /** Variables that every function gets. */
  environment: Record<string, string>;
};

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The house Lambda: one entry of the manifest as Node 24 on arm64, with a log group that forgets, traces, and a role
 * that starts with the right to write that log and those traces and gets everything else from grants.
 */
export class AppFunction extends Construct {
  readonly lambda: NodejsFunction;
  readonly definition: FunctionDefinition;

  constructor(scope: Construct, definition: FunctionDefinition, settings: FunctionSettings) {
    super(scope, definition.id);
    this.definition = definition;
    const logGroup = new LogGroup(this, 'log', {
      logGroupName: settings.names.logGroup(definition.id),
      retention: settings.keepsData ? RetentionDays.THREE_MONTHS : RetentionDays.TWO_WEEKS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Runs ${definition.id}`,
    });
    logGroup.grantWrite(role);
    this.lambda = new NodejsFunction(this, 'lambda', {
      functionName: settings.names.function(definition.id),
      description: `Failure means: ${definition.impact}`,
      entry: `${projectRoot}${definition.entry}`,
      projectRoot,
      depsLockFilePath: `${projectRoot}package-lock.json`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: definition.memoryMb,
      timeout: Duration.seconds(definition.timeoutSeconds),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      environment: { ...settings.environment, NODE_OPTIONS: '--enable-source-maps' },
      bundling,
    });
    this.#explain('*', 'X-Ray takes traces of a whole account only: its actions know no resources.');
  }

  /** Sets a variable of the function's environment. */
  tell(name: string, value: string): void {
    this.lambda.addEnvironment(name, value);
  }

  /** Adds a statement to the function's role. One with a `*` in a resource needs the reason why. */
  permit(statement: PolicyStatement, whyWildcard?: string): void {
    this.lambda.addToRolePolicy(statement);
    if (whyWildcard === undefined) return;
    for (const resource of statement.resources) this.#explain(resource, whyWildcard);
  }

  #explain(resource: string, reason: string): void {
    const resolved: unknown = Stack.of(this).resolve(resource);
    Validations.of(this).acknowledge({ id: `AwsSolutions-IAM5[Resource::${flatten(resolved)}]`, reason });
  }
}

/** The way cdk-nag writes a resource with references in it: `arn:<AWS::Partition>:s3:::bucket/*`. */
function flatten(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const { Ref: reference, 'Fn::Join': join } = resource as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (join !== undefined) return join[1].map(flatten).join(join[0]);
  if (reference !== undefined) return `<${reference}>`;
  throw new Error(
    `Name this resource without attributes, so that its exception can be written down: ${JSON.stringify(resource)}`,
  );
}
