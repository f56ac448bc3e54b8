import { documentClient } from '#shared/adapters/aws/dynamo.ts';
import { dynamoEngineStore } from '#shared/adapters/aws/dynamo-engine-store.ts';
import { systemClock } from '#shared/adapters/aws/system-clock.ts';
import { EVERY_ORGANISATION, isInForce } from '#shared/domain/holds/hold.ts';
import { tableDefinitions, type TableName } from '#shared/tables/tables.ts';
import { namesOf } from '../constructs/names.ts';
import { readArguments, refuseArguments } from '../read-arguments.ts';
import { copyTable } from './copy-table.ts';

const usage = `usage: npm run restore -- <stage> <table> [<table> …]
Copies relance-<stage>-<table>-restored over relance-<stage>-<table>, for each table named, such as enrollments. Needs all
sending of the stage to be held (npm run holds), and takes the AWS credentials and Region of the environment.`;

/** What says now who is held and who is not to be written to: it never goes back. */
const present: readonly TableName[] = ['holds', 'suppressions'];

/** Copies tables that were restored under another name over those of a stage. @returns what the command ends with */
async function run(): Promise<number> {
  const [stage, ...tables] = readArguments(usage, { allowPositionals: true }).positionals;
  const unknown = tables.filter((table) => !Object.hasOwn(tableDefinitions, table));
  if (unknown.length > 0) return refuseArguments(usage, `There is no table ${unknown.join(', ')}.`);
  if (stage === undefined || tables.length === 0) return refuseArguments(usage);
  const refused = tables.filter((table) => (present as readonly string[]).includes(table));
  if (refused.length > 0)
    return refuseArguments(usage, `${refused.join(', ')}: its present state counts; it is not restored.`);
  const names = namesOf(stage);
  const client = documentClient();
  const { holds } = dynamoEngineStore({ client, tableName: names.table });
  const hold = await holds.get(EVERY_ORGANISATION, 'stage.all');
  if (hold === undefined || hold.reason.kind !== 'person' || !isInForce(hold, systemClock.now())) {
    console.error(`Hold the stage first: npm run holds -- ${stage} hold all`);
    return 1;
  }
  for (const table of tables) {
    const to = names.table(table);
    const copied = await copyTable(client, { from: `${to}-restored`, to });
    console.log(`${to}: ${copied} items are as they were.`);
  }
  return 0;
}

process.exitCode = await run();
