import type { ApiStack } from './api.ts';
import type { DataStack } from './data.ts';
import type { MessagingStack } from './messaging.ts';

/**
 * Goes on exporting what the stacks of version 0.2.0 import from each other (`-c upgradeFrom=0.2.0`): CloudFormation
 * refuses to withdraw an export that a stack imports, and the stacks that import come last. The first deployment over such
 * a stage replaces the imports, the next one, without the option, withdraws the exports.
 */
export function keepFormerExports(data: DataStack, messaging: MessagingStack, api: ApiStack): void {
  for (const { table } of Object.values(data.tables)) {
    data.exportValue(table.tableName);
    data.exportValue(table.tableArn);
    if (table.tableStreamArn !== undefined) data.exportValue(table.tableStreamArn);
  }
  for (const { bucket } of Object.values(data.buckets)) data.exportValue(bucket.bucketName);
  for (const { arn } of [data.linkSecret, data.webhookSecret]) data.exportValue(arn);
  for (const { queue } of Object.values(messaging.queues)) {
    messaging.exportValue(queue.queueArn);
    messaging.exportValue(queue.queueUrl);
  }
  for (const { roleArn } of [messaging.stepSchedules, messaging.webhookSchedules])
    messaging.exportValue(roleArn);
  api.exportValue(api.url);
  api.exportValue(api.apiId);
}
