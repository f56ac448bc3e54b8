import { build } from 'esbuild';
import type { FunctionDefinition, QueueName } from '#functions/manifest.ts';
import { bundlingFor } from '#infra/constructs/bundling.ts';
import { tables, type TableName } from '#shared/tables/tables.ts';

/** What can be needed of a table: each is a permission of its own. */
export type Need = 'read' | 'write' | 'remove' | 'scan' | 'count';

/** What the code of a function asks for of what it can be granted. */
export type Asked = {
  /** As `table need`. */
  tables: ReadonlySet<string>;
  queues: ReadonlySet<QueueName>;
  /** As `bucket need`. */
  buckets: ReadonlySet<string>;
  uses: ReadonlySet<string>;
  /** Uses of the store of which the need cannot be told. */
  unclear: readonly string[];
};

/** What each verb of the store needs; every other reads. */
const needsOfVerb: Partial<Record<string, Need[]>> = {
  put: ['write'],
  add: ['write'],
  count: ['read', 'write', 'count'],
  remove: ['remove'],
  scan: ['scan'],
};
/** What `forget` is: of activities it removes them, of facts it writes them anew. */
const forgetting: Partial<Record<string, Need[]>> = { activities: ['remove'], statistics: ['write'] };
/** What functions ask of the documents that they are given. */
const needsOfGiven: Partial<Record<string, Need[]>> = {
  change: ['read', 'write'],
  saveItem: ['write'],
  listAll: ['read'],
  loadMany: ['read'],
};
const queueOf: Partial<Record<string, QueueName>> = {
  wakeUp: 'lanes',
  runJob: 'jobs',
  runWorkflows: 'workflows',
  lookForMatches: 'matches',
  deliverWebhook: 'webhooks',
  sendUserMail: 'user-mails',
  decideHit: 'visits',
  takeInPart: 'provider-events',
};
const bucketOf: Partial<Record<string, string>> = {
  files: 'files',
  inboundMail: 'inbound-mail',
  eventFiles: 'mail-events',
};
const needOfFiles: Partial<Record<string, Need>> = {
  read: 'read',
  downloadUrl: 'read',
  write: 'write',
  uploadUrl: 'write',
  remove: 'remove',
};
/** What in a bundle shows that it uses something: the call that takes the right, or what names it. */
const marks: Readonly<Record<string, RegExp>> = {
  'send-mail': /new SendEmailCommand\d*\(/,
  'send-sms': /new PublishCommand\d*\(/,
  'mail-identities': /new CreateEmailIdentityCommand\d*\(/,
  'user-pool': /new AdminDisableUserCommand\d*\(/,
  'link-secret': /readVariable\d*\("linkSecretArn"\)/,
  'webhook-secret': /readVariable\d*\("webhookSecretArn"\)/,
  credentials: /new PutSecretValueCommand\d*\(/,
  'read-account': /new GetAccountSettingsCommand\d*\(/,
  schedules: /\bscheduler\d*\.(create|remove)\(/,
  'read-schedules': /\bscheduler\d*\.has\(/,
};

const collections = Object.keys(tables).join('|');
/** Ways to ask the store which do not say of what table, or not that it is the store that is asked. */
const ways: readonly RegExp[] = [
  /\bstore\d*\[/g,
  /\}\s*=\s*(?:\w+\.)*store\d*\b(?!\.)/g,
  new RegExp(
    `(?<![.\\w])(?:${collections})\\d*\\.(?:getMany|list|between|put|remove|scan|ofLead|ofSequence|ofWholes|behind|count|forget)\\(`,
    'g',
  ),
  new RegExp(`\\bawait (?:${collections})\\d*\\.(?:get|add)\\(`, 'g'),
  new RegExp(`\\b(?:${Object.keys(needsOfGiven).join('|')})\\d*\\(\\s*(?:${collections})\\d*\\b(?!\\.)`, 'g'),
];

/** The name in a stage of a table that the store calls so. */
const tableOf = (name: string): TableName | undefined =>
  Object.entries(tables).find(([key]) => key === name)?.[1].name;

/** The code of a function as it is deployed, but readable: what nothing calls is not in it. */
async function readableBundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    ...bundlingFor('sns'),
    minify: false,
    entryPoints: [entry],
    write: false,
    outdir: '.',
    logLevel: 'error',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild made nothing');
  return file.text;
}

/** Our own part of a bundle that decides what is asked for: use cases, and what calls them. */
function ownParts(bundle: string): string {
  const parts = bundle.split(/^\/\/ (?=\S+\.(?:ts|js|mjs|json)$)/m);
  return parts.filter((part) => /^(shared\/use-cases|functions\/api)\//.test(part)).join('\n');
}

/** What the code of a function asks for, as its bundle tells. */
export async function askedBy({ entry }: Pick<FunctionDefinition, 'entry'>): Promise<Asked> {
  const bundle = await readableBundle(entry);
  const text = ownParts(bundle);
  const asked = { tables: new Set<string>(), queues: new Set<QueueName>(), buckets: new Set<string>() };
  const unclear: string[] = [];
  for (const [found, name = '', verb = ''] of text.matchAll(/\bstore\d*\.(\w+)\.(\w+)\(/g)) {
    const needs = verb === 'forget' ? forgetting[name] : (needsOfVerb[verb] ?? ['read']);
    if (needs === undefined) unclear.push(found);
    for (const need of needs ?? []) asked.tables.add(`${tableOf(name)} ${need}`);
  }
  const given = /(?<!\.\.\.(?:\w+\.)*)(?:\b([a-zA-Z]+)\d*\(\s*(?:\w+\.)*)?\bstore\d*\.(\w+)\b(?!\.\w+\()/g;
  for (const [found, by = '', name = ''] of text.matchAll(given)) {
    const needs = needsOfGiven[by];
    if (needs === undefined) unclear.push(found);
    for (const need of needs ?? []) asked.tables.add(`${tableOf(name)} ${need}`);
  }
  unclear.push(...ways.flatMap((way) => text.match(way) ?? []));
  for (const [, verb = ''] of text.matchAll(/\bqueue\d*\.(\w+)\(/g)) {
    const queue = queueOf[verb];
    if (queue !== undefined) asked.queues.add(queue);
  }
  for (const [, name = '', verb = ''] of text.matchAll(/\b(files|inboundMail|eventFiles)\d*\.(\w+)\(/g))
    if (needOfFiles[verb] !== undefined) asked.buckets.add(`${bucketOf[name]} ${needOfFiles[verb]}`);
  // What the account may send in a second is counted beside the store.
  if (/\bdynamoTokenBucket\d*\(/.test(bundle)) asked.tables.add('send-tokens count');
  const uses = Object.entries(marks).flatMap(([use, mark]) =>
    mark.test(use.endsWith('schedules') ? text : bundle) ? [use] : [],
  );
  return { ...asked, uses: new Set(uses), unclear };
}
