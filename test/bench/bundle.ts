import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundling } from '#infra/constructs/bundling.ts';
import { BUNDLE_BUDGET_KB, bundle, bundleOf } from './bundle-budget.ts';
import { isMet, type Row } from './row.ts';

const IMPORT_BUDGET = 1.3;
const TIMES = 15;

type Measured = 'ours' | 'bare' | 'slim';

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

/**
 * What the bundle of `run-due-steps` weighs, and how much longer its import takes than that of a bare handler: one that
 * was bundled as anybody would, minified and with the SDK inside, and for comparison one with our options.
 */
export async function bundleRow(): Promise<Row> {
  const stdin = { contents: bareHandler, resolveDir: process.cwd() };
  const { alias: _alias, plugins: _plugins, ...plain } = bundling;
  const { outputFiles } = await build({ ...plain, stdin, write: false, outdir: '.', logLevel: 'error' });
  const [bare] = outputFiles;
  if (bare === undefined) throw new Error('esbuild made nothing');
  const bundles = {
    ours: await bundleOf('run-due-steps'),
    bare: bare.contents,
    slim: await bundle({ stdin }),
  };
  const times = importTimes(bundles);
  const size = bundles.ours.length / 1_000;
  const ratio = times.ours / times.bare;
  const about = (name: keyof typeof bundles) =>
    `${(bundles[name].length / 1_000).toFixed(0)} KB, ${times[name].toFixed(0)} ms here`;
  return {
    what: 'bundle of run-due-steps, minified; its import against a bare handler with the same clients',
    measured: `${size.toFixed(0)} KB; ${ratio.toFixed(2)} ×`,
    budget: `≤ ${BUNDLE_BUDGET_KB} KB; ≤ ${IMPORT_BUDGET} ×`,
    met: isMet(size <= BUNDLE_BUDGET_KB, ratio <= IMPORT_BUDGET),
    details: [
      `run-due-steps: ${about('ours')}`,
      `bare handler, the usual options of esbuild: ${about('bare')}`,
      `bare handler, our options, which leave out of the SDK what Lambda never uses: ${about('slim')}, against which the import takes ${(times.ours / times.slim).toFixed(2)} ×`,
      `KB of 1,000 bytes; processor time of the import, median of ${TIMES} processes each.`,
    ],
  };
}

/** Median processor time of importing each bundle in a process of its own, in milliseconds, in turns. */
function importTimes(bundles: Record<Measured, Uint8Array>): Record<Measured, number> {
  const folder = mkdtempSync(join(tmpdir(), 'relance-bundle-'));
  try {
    const times: Record<Measured, number[]> = { ours: [], bare: [], slim: [] };
    const names = Object.keys(times) as Measured[];
    const fileOf = (name: Measured) => join(folder, `${name}.mjs`);
    for (const name of names) writeFileSync(fileOf(name), bundles[name]);
    for (let turn = 0; turn < TIMES; turn += 1) {
      for (const name of names) times[name].push(msToImport(fileOf(name)));
    }
    return { ours: median(times.ours), bare: median(times.bare), slim: median(times.slim) };
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
