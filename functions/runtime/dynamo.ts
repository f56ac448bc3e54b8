import { documentClient, type Dynamo } from '#shared/adapters/aws/dynamo.ts';
import { readTableName } from '#shared/config/read-environment.ts';
import { memoized } from './memoized.ts';

/** DynamoDB, with the tables of this stage. */
export const dynamo = memoized((): Dynamo => ({ client: documentClient(), tableName: readTableName }));
