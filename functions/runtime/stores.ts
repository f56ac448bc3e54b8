import { dynamoActivities } from '#shared/adapters/aws/dynamo-activities.ts';
import { dynamoStatistics } from '#shared/adapters/aws/dynamo-statistics.ts';
import { dynamo } from './dynamo.ts';
import { once } from './once.ts';

/** Where activities are kept. */
export const activityStore = once(() => dynamoActivities(dynamo()));

/** Where statistics are kept. */
export const statisticsStore = once(() => dynamoStatistics(dynamo()));
