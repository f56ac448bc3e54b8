import { documentClient, type Dynamo } from '#shared/adapters/aws/dynamo.ts';
import { readTableName } from '#shared/config/read-environment.ts';
import { once } from './once.ts';

/** DynamoDB, with the tables of this stage. */
export const dynamo = once((): Dynamo => ({ client: documentClient(), tableName: readTableName }));
