import { documentClient, type Dynamo } from '#shared/adapters/aws/dynamo.ts';
import { dynamoActivities } from '#shared/adapters/aws/dynamo-activities.ts';
import { dynamoStatistics } from '#shared/adapters/aws/dynamo-statistics.ts';
import { readTableName } from '#shared/config/read-environment.ts';
import { once } from './once.ts';

/** DynamoDB, with the tables of this stage. */
export const dynamo = once((): Dynamo => ({ client: documentClient(), tableName: readTableName }));

/** Where activities are kept. */
export const activityStore = once(() => dynamoActivities(dynamo()));

/** Where statistics are kept. */
export const statisticsStore = once(() => dynamoStatistics(dynamo()));
