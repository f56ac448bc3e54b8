import { dynamoActivities } from '#shared/adapters/aws/dynamo-activities.ts';
import { dynamoStatistics } from '#shared/adapters/aws/dynamo-statistics.ts';
import { dynamo } from './dynamo.ts';
import { memoized } from './memoized.ts';

/** Where activities are kept. */
export const activityStore = memoized(() => dynamoActivities(dynamo()));

/** Where statistics are kept. */
export const statisticsStore = memoized(() => dynamoStatistics(dynamo()));
