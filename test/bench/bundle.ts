import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLE_BUDGET_KB, bundle, bundleOf } from './bundle-budget.ts';
import { isMet, type Row } from './row.ts';

const IMPORT_BUDGET = 1.3;
const TIMES = 15;

/** A handler that does nothing but have the clients that `run-due-steps` has. */
const bareHandler = `
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ConflictException, CreateScheduleCommand, DeleteScheduleCommand, ResourceNotFoundException, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
export const handler = () => [
  ConditionalCheckFailedException, DynamoDBClient, DynamoDBDocumentClient,
  BatchGetCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand, ScanCommand,
  ConflictException, CreateScheduleCommand, DeleteScheduleCommand, ResourceNotFoundException, SchedulerClient,
  GetSecretValueCommand, SecretsManagerClient, SendEmailCommand, SESv2Client,
  PublishCommand, SNSClient, SendMessageCommand, SQSClient,
];`;

/** What the bundle of `run-due-steps` weighs, and how much longer its import takes than that of a bare handler. */
export async function bundleRow(): Promise<Row> {
  const [ours, bare] = await Promise.all([
    bundleOf('run-due-steps'),
    bundle({ stdin: { contents: bareHandler, resolveDir: process.cwd() } }),
  ]);
  const times = importTimes({ ours, bare });
  const size = ours.length / 1_000;
  const ratio = times.ours / times.bare;
  return {
    what: 'bundle of run-due-steps, minified; its import against a bare handler with the same clients',
    measured: `${size.toFixed(0)} KB; ${ratio.toFixed(2)} ×`,
    budget: `≤ ${BUNDLE_BUDGET_KB} KB; ≤ ${IMPORT_BUDGET} ×`,
    met: isMet(size <= BUNDLE_BUDGET_KB, ratio <= IMPORT_BUDGET),
    details: [
      `the bare handler weighs ${(bare.length / 1_000).toFixed(0)} KB; KB of 1,000 bytes`,
      `processor time of the import, median of ${TIMES} processes each: ${times.ours.toFixed(0)} ms against ${times.bare.toFixed(0)} ms here`,
    ],
  };
}

/** Median processor time of importing each bundle in a process of its own, in milliseconds, in turns. */
function importTimes(bundles: Record<'ours' | 'bare', Uint8Array>): Record<'ours' | 'bare', number> {
  const folder = mkdtempSync(join(tmpdir(), 'relance-bundle-'));
  try {
    const files = { ours: join(folder, 'ours.mjs'), bare: join(folder, 'bare.mjs') };
    writeFileSync(files.ours, bundles.ours);
    writeFileSync(files.bare, bundles.bare);
    const times = { ours: [] as number[], bare: [] as number[] };
    for (let turn = 0; turn < TIMES; turn += 1) {
      times.bare.push(msToImport(files.bare));
      times.ours.push(msToImport(files.ours));
    }
    return { ours: median(times.ours), bare: median(times.bare) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function msToImport(file: string): number {
  const script = `const before = process.cpuUsage(); await import(${JSON.stringify(file)}); const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000);`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  return Number(output);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
