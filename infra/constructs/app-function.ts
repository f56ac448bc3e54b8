import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { wakesItself, type FunctionDefinition } from '#functions/function-definition.ts';
import { environmentNames } from '#shared/config/environment.ts';
import { explainWildcard } from './explain-wildcard.ts';
import type { TextSender } from './bundling/only-texts-by.ts';
import type { Names } from './names.ts';

/** What every function of a stage is built with. */
export type FunctionSettings = {
  names: Names;
  keepsData: boolean;
  /** Executions that Lambda keeps free for the public pages, and of which the API gets its shares; 0: none. */
  publicConcurrency: number;
  /** What texts go out by. */
  textsBy: TextSender;
  /** Variables that every function gets. */
  environment: Record<string, string>;
};

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const bundler = fileURLToPath(new URL('bundling.ts', import.meta.url));
const consoleBuilder = fileURLToPath(new URL('../console/build-console.ts', import.meta.url));

/**
 * The house Lambda: one entry of the manifest as Node 24 on arm64, with a log group that forgets, traces unless it is
 * called all the time, and a role that starts with the right to write those and gets everything else from grants.
 */
export class AppFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly definition: FunctionDefinition;
  readonly #textsBy: TextSender;

  constructor(scope: Construct, definition: FunctionDefinition, settings: FunctionSettings) {
    super(scope, definition.id);
    this.definition = definition;
    this.#textsBy = settings.textsBy;
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
    const { frequent = false } = definition;
    const folder = mkdtempSync(join(tmpdir(), 'relance-bundle-'));
    this.lambda = new LambdaFunction(this, 'lambda', {
      functionName: settings.names.function(definition.id),
      description: `Failure means: ${definition.impact}`,
      code: this.#bundle(folder),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: definition.memoryMb,
      timeout: Duration.seconds(definition.timeoutSeconds),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: frequent ? Tracing.DISABLED : Tracing.ACTIVE,
      ...(wakesItself(definition) && { recursiveLoop: RecursiveLoop.ALLOW }),
      ...(frequent && { systemLogLevelV2: SystemLogLevel.WARN }),
      ...reservedOf(definition, settings.publicConcurrency),
      environment: {
        ...settings.environment,
        ...(frequent && { [environmentNames.logLevel]: 'warn' }),
        NODE_OPTIONS: '--enable-source-maps',
      },
    });
    // The assembly has its own copy by now.
    rmSync(folder, { recursive: true });
    explainWildcard(
      this,
      '*',
      'X-Ray takes traces of a whole account only, and the streams of tables are listed only as a whole: these actions know no resources.',
    );
  }

  /** Sets a variable of the function's environment. */
  setEnvironment(name: string, value: string): void {
    this.lambda.addEnvironment(name, value);
  }

  /** Adds a statement to the function's role. One with a `*` in a resource needs the reason why. */
  allow(statement: PolicyStatement, whyWildcard?: string): void {
    this.lambda.addToRolePolicy(statement);
    if (whyWildcard === undefined) return;
    for (const resource of statement.resources) explainWildcard(this, resource, whyWildcard);
  }

  /** The entry as one module; a placeholder where the stack is synthesised without its code, as tests do. */
  #bundle(folder: string): Code {
    if (!Stack.of(this).bundlingRequired) return Code.fromInline('// not bundled');
    const entry = `${projectRoot}${this.definition.entry}`;
    if (this.definition.files === 'console')
      execFileSync(process.execPath, [consoleBuilder, join(folder, 'console')], { stdio: 'inherit' });
    return Code.fromCustomCommand(folder, [process.execPath, bundler, entry, folder, this.#textsBy]);
  }
}

/** Executions that are kept free for a function, and its limit, where the stage sets any aside. */
function reservedOf({ reservedShare }: FunctionDefinition, publicConcurrency: number) {
  if (reservedShare === undefined || publicConcurrency === 0) return {};
  return { reservedConcurrentExecutions: Math.max(1, Math.round(publicConcurrency * reservedShare)) };
}
