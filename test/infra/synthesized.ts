import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
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
};
export const prodStage: Stage = { ...devStage, name: 'prod', keepsData: true };

/** The stacks of a stage as CloudFormation sees them, without bundling any handler. Throws on a finding of cdk-nag. */
export function synthesize(stage: Stage): Map<string, Template> {
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
  const templates = app
    .synth()
    .stacks.map(
      (stack) =>
        [stack.stackName.replace(`relance-${stage.name}-`, ''), template.parse(stack.template)] as const,
    );
  rmSync(outdir, { recursive: true });
  return new Map(templates);
}

/** Every resource of a type, in every stack. */
export function resourcesOf(templates: Map<string, Template>, type: string): Resource[] {
  return [...templates.values()].flatMap(({ Resources }) =>
    Object.entries(Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, resource]) => ({ ...resource, logicalId })),
  );
}
