import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { TokenBucket } from '../rate-limited-mailer.ts';
import type { Dynamo } from './dynamo.ts';

/** A second is over when it is over; an hour leaves room for clocks and for whoever looks. In seconds. */
const KEPT_SECONDS = 3_600;

/**
 * Counts tokens in an item a second, which DynamoDB drops later: one addition, without a condition that could be lost
 * to somebody else. The account has one rate, whatever the organisation.
 */
export function dynamoTokenBucket(dynamo: Dynamo): TokenBucket {
  return {
    async add(second, tokens) {
      const { Attributes: attributes } = await dynamo.client.send(
        new UpdateCommand({
          TableName: dynamo.tableName('send-tokens'),
          Key: { partition: 'mail', sort: String(second) },
          UpdateExpression: 'ADD tokens :tokens SET expiresAt = :expiresAt',
          ExpressionAttributeValues: { ':tokens': tokens, ':expiresAt': second + KEPT_SECONDS },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return Number(attributes?.['tokens']);
    },
  };
}
