import { App, Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { AppTable } from '#infra/constructs/app-table.ts';
import { namesOf } from '#infra/constructs/names.ts';
import { addStage } from '#infra/stacks/stage-stacks.ts';
import { readStage } from '#infra/stacks/stage.ts';
import { tableDefinitions } from '#shared/tables/tables.ts';

/**
 * The product as a later version might be: with one table more, which every function is told of. From here code goes back
 * to the present version.
 */
const app = new App();
const reading = readStage((key) => app.node.tryGetContext(key));
if (reading.kind === 'refused') throw new Error(reading.problems.join('\n'));
addStage(app, reading.stage);
const names = namesOf(reading.stage.name);
function stackOf(name: string): Stack {
  const stack = app.node.findChild(names.stack(name));
  if (!Stack.isStack(stack)) throw new Error(`${name} is no stack`);
  return stack;
}

const added = new AppTable(stackOf('data'), {
  // As tables of a later version, it is none that this one knows.
  name: 'added-later' as keyof typeof tableDefinitions,
  tableName: names.table('added-later'),
  definition: tableDefinitions.holds,
  keepsData: false,
});
for (const code of ['engine', 'api'])
  for (const construct of stackOf(code).node.findAll())
    if (construct instanceof LambdaFunction) construct.addEnvironment('ADDED_LATER', added.table.tableName);
