import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  type ITable,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { TableAccess } from '#functions/manifest.ts';
import type { TableDefinition } from '#shared/tables/table.ts';
import type { TableName } from '#shared/tables/tables.ts';
import type { AppFunction } from './app-function.ts';
import { tableArn } from './names.ts';

const reading = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
/** Items are written whole, each under the condition of its revision; what is there of them cannot be deleted by it. */
const writing = ['dynamodb:PutItem'];
const actions: Record<TableAccess, string[]> = {
  read: reading,
  write: writing,
  readWrite: [...reading, ...writing],
  remove: ['dynamodb:DeleteItem'],
  count: ['dynamodb:UpdateItem'],
  scan: ['dynamodb:Scan'],
};

type AppTableProps = { name: TableName; tableName: string; definition: TableDefinition; keepsData: boolean };

/**
 * A table of the product: on-demand, encrypted at rest with a key that AWS owns (another key would add a KMS call's
 * price to the engine's cost), restorable to any second of the last 35 days. `keepsData` guards it from deletion.
 */
export class AppTable extends Construct {
  readonly table: ITable;
  readonly #tableName: string;
  readonly #indexes: TableDefinition['indexes'];

  constructor(scope: Construct, { name, tableName, definition, keepsData }: AppTableProps) {
    super(scope, `${name}-table`);
    this.#tableName = tableName;
    this.#indexes = definition.indexes;
    const table = new Table(this, 'table', {
      tableName,
      partitionKey: { name: 'partition', type: AttributeType.STRING },
      sortKey: { name: 'sort', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.DEFAULT,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: keepsData,
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(definition.expires !== undefined && { timeToLiveAttribute: definition.expires }),
      ...(definition.stream && { stream: StreamViewType.NEW_AND_OLD_IMAGES }),
    });
    // CDK's own classes do not fit its interfaces under exactOptionalPropertyTypes.
    this.table = table as ITable;
    for (const [indexName, index] of Object.entries(definition.indexes)) {
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: index.partition, type: AttributeType.STRING },
        sortKey: { name: index.sort, type: AttributeType.STRING },
        ...(index.carries === undefined
          ? { projectionType: ProjectionType.KEYS_ONLY }
          : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [index.carries] }),
      });
    }
  }

  /** Lets a function use the table, list by its indexes or scan those that are read as a whole. */
  grantTo(target: AppFunction, access: TableAccess): void {
    const arn = tableArn(this.#tableName);
    target.allow(new PolicyStatement({ actions: actions[access], resources: [arn] }));
    const indexes = Object.entries(this.#indexes);
    const by = {
      'dynamodb:Query': indexes.filter(([, { ofStage }]) => ofStage !== true),
      'dynamodb:Scan': indexes.filter(([, { scanned }]) => scanned === true),
    };
    for (const [action, some] of Object.entries(by)) {
      if (some.length === 0 || !actions[access].includes(action)) continue;
      const resources = some.map(([name]) => `${arn}/index/${name}`);
      target.allow(new PolicyStatement({ actions: [action], resources }));
    }
  }
}
