import { Stack, type App } from 'aws-cdk-lib';
import { silentBuckets } from '#functions/manifest.ts';
import { tableDefinitions, type TableName } from '#shared/tables/tables.ts';
import { AppBucket } from '../constructs/app-bucket.ts';
import { AppTable } from '../constructs/app-table.ts';
import { LinkSecret } from '../constructs/link-secret.ts';
import { WebhookSecret } from '../constructs/webhook-secret.ts';
import type { Names } from '../constructs/names.ts';
import { mapNames } from './map-names.ts';
import type { Stage } from './stage.ts';

/** What a stage remembers: tables, buckets, the keys of its links and webhooks. */
export class DataStack extends Stack {
  readonly tables: Record<TableName, AppTable>;
  readonly buckets: Record<keyof typeof silentBuckets, AppBucket>;
  readonly linkSecret: LinkSecret;
  readonly webhookSecret: WebhookSecret;

  constructor(app: App, { keepsData }: Stage, names: Names) {
    super(app, names.stack('data'), {
      description: 'Relance: tables, buckets, secrets',
      terminationProtection: keepsData,
    });
    this.tables = mapNames(
      tableDefinitions,
      (name, definition) => new AppTable(this, { name, tableName: names.table(name), definition, keepsData }),
    );
    this.buckets = mapNames(
      silentBuckets,
      (name, { expireDays, fromPages }) =>
        new AppBucket(this, { name, bucketName: names.bucket(name), expireDays, keepsData, fromPages }),
    );
    this.linkSecret = new LinkSecret(this, 'link-secret', { keepsData });
    this.webhookSecret = new WebhookSecret(this, 'webhook-secret', { keepsData });
  }
}
