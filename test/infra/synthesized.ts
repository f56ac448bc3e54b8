import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import { addStage } from '#infra/stacks/stage-stacks.ts';
import type { Stage } from '#infra/stacks/stage.ts';

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });
const template = z.object({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Properties: z.record(z.string(), z.any()).default({}),
      DeletionPolicy: z.string().optional(),
      DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
    }),
  ),
  Outputs: z.record(z.string(), z.any()).default({}),
});
/** A CloudFormation template, as far as the tests look into it. */
export type Template = z.infer<typeof template>;
export type Resource = Template['Resources'][string] & { logicalId: string };

export const devStage: Stage = {
  name: 'dev',
  organisation: 'main',
  from: 'sales@example.com',
  domain: 'example.com',
  replyDomain: 'reply.example.com',
  keepsData: false,
  identity: 'create',
  receiptRuleSet: undefined,
  ownHost: undefined,
  alarmEmail: undefined,
  texts: { by: 'sns' },
  smsLimitUsd: 1,
  publicConcurrency: 0,
  salesforceEventBus: undefined,
  upgradeFrom: undefined,
};
export const prodStage: Stage = { ...devStage, name: 'prod', keepsData: true, publicConcurrency: 50 };

/** The stacks of a stage as CloudFormation sees them, without bundling any handler. Throws on a finding of cdk-nag. */
export function synthesize(stage: Stage): Map<string, Template> {
  return assembled(
    stage,
    (stacks) => new Map(stacks.map((stack) => [shortName(stack), template.parse(stack.template)] as const)),
  );
}

/** Which stacks of a stage must be deployed before each of them. */
export function dependenciesOf(stage: Stage): Record<string, string[]> {
  return assembled(stage, (stacks) =>
    Object.fromEntries(
      stacks.map((stack) => [
        shortName(stack),
        stacks
          .filter(({ id }) => stack.dependencies.some((needed) => needed.id === id))
          .map(shortName)
          .sort(),
      ]),
    ),
  );
}

function assembled<T>(stage: Stage, read: (stacks: CloudFormationStackArtifact[]) => T): T {
  const { context } = cdkJson.parse(JSON.parse(readFileSync('cdk.json', 'utf8')));
  const outdir = mkdtempSync(join(tmpdir(), 'relance-synth-'));
  const app = new App({
    context: { ...context, 'aws:cdk:bundling-stacks': [] },
    outdir,
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  addStage(app, stage);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const result = read(app.synth().stacks);
  rmSync(outdir, { recursive: true });
  return result;
}

const shortName = ({ stackName }: CloudFormationStackArtifact) => stackName.replace(/^relance-[a-z]+-/, '');

/** Every resource of a type, in every stack. */
export function resourcesOf(templates: Map<string, Template>, type: string): Resource[] {
  return [...templates.values()].flatMap(({ Resources }) =>
    Object.entries(Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, resource]) => ({ ...resource, logicalId })),
  );
}
