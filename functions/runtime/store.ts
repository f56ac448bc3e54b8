import { dynamoStore } from '#shared/adapters/aws/dynamo-store.ts';
import { once } from './once.ts';
import { dynamo } from './stores.ts';

/** Everything stored. */
export const store = once(() => dynamoStore(dynamo()));
