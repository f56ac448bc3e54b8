import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { addStage } from './stacks/stage-stacks.ts';
import { readStage } from './stacks/stage.ts';

const app = new App();
const reading = readStage((key) => app.node.tryGetContext(key));
if (reading.kind === 'refused') {
  console.error(`\n${reading.problems.join('\n')}\n`);
  process.exit(1);
}
addStage(app, reading.stage);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
