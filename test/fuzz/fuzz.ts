import * as z from 'zod';
import { readArguments } from '#infra/read-arguments.ts';
import { openApiDocument } from '#shared/contracts/api/openapi.ts';
import { roles } from '#shared/domain/people/people.ts';
import { staffed } from '#test/functions/authorization/staff.ts';
import * as make from '#test/functions/authorization/subjects.ts';
import { apiWorld, type CallOptions } from '#test/support/api.ts';
import { fuzzInRoutes } from './in-routes.ts';
import { randomOf } from './random.ts';
import { valueMaker } from './values.ts';

const usage = `usage: npm run test:fuzz -- [--seed <number>] [--requests <number>] [--show <number>]
Asks every operation of the OpenAPI document for anything, by every role: no answer is a 5xx or one that the document
does not tell of, and none takes long. Then the addresses of services (in-routes.ts). The same seed asks the same.
--show prints the request of this number.`;

const { values: options } = readArguments(usage, {
  options: {
    seed: { type: 'string', default: '1' },
    requests: { type: 'string', default: '10000' },
    show: { type: 'string' },
  },
});
const seed = Number(options.seed);
const requests = Number(options.requests);
/** Longest that a request may compute, in milliseconds: time of the processor, whatever else the machine does. */
const LONGEST_MS = 2_000;
/** Different failures that are told. */
const MOST_TOLD = 40;

const operationShape = z.looseObject({
  operationId: z.string(),
  parameters: z
    .array(
      z.object({ in: z.string(), name: z.string(), schema: z.unknown(), required: z.boolean().optional() }),
    )
    .default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
  responses: z.record(z.string(), z.unknown()),
});
const documentShape = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationShape)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

const document = documentShape.parse(JSON.parse(JSON.stringify(openApiDocument('fuzz'))));
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);
const random = randomOf(seed);
const staff = await staffed(apiWorld());

/** Ids that were seen, by the noun of the path that told of them. */
const seen = new Map<string, string[]>();
const nounOf = (path: string): string => path.split('/')[2] ?? '';
function learn(noun: string, id: unknown): void {
  if (typeof id !== 'string') return;
  const ids = seen.get(noun) ?? [];
  ids.push(id);
  // The newest, so that what was deleted is forgotten.
  seen.set(noun, ids.slice(-30));
}

for (const role of roles) {
  const owner = staff.ownerOf('own', role);
  for (const [noun, maker] of Object.entries({
    leads: make.lead,
    enrollments: make.enrollment,
    tasks: make.task,
    jobs: make.job,
    templates: make.template,
    accounts: make.account,
    groups: make.group,
    'record-types': make.recordType,
    records: make.record,
    filters: make.filter,
    users: make.user,
    sequences: make.sequence,
    surveys: make.survey,
    'feedback-sequences': make.feedbackSequence,
    responses: make.response,
    suppressions: make.suppression,
    'webhook-deliveries': make.delivery,
    'workflow-runs': make.workflowRun,
  })) {
    learn(noun, await maker(staff, owner));
  }
  learn('workflows', (await make.workflow(staff, owner)).id);
  learn('holds', await make.hold(staff, owner));
  learn('settings', `user.${owner.id}`);
}

const value = valueMaker(document.components.schemas, random, () => [...seen.values()].flat());

/** The text of a parameter. */
function parameter(noun: string, name: string, schema: unknown): string {
  const ids = seen.get(noun) ?? [];
  if (['id', 'scope'].includes(name) && ids.length > 0 && random.chance(0.85)) {
    return ids[random.below(ids.length)] ?? '';
  }
  const made = value(schema);
  return typeof made === 'string' ? made : JSON.stringify(made);
}

/** As a path must be written: what is no text cannot come by HTTP. */
const inPath = (text: string): string => encodeURIComponent(text.toWellFormed()) || '-';

function requestOf({ path, operation }: (typeof operations)[number]): { path: string; options: CallOptions } {
  const noun = nounOf(path);
  const texts = (where: string) =>
    operation.parameters.flatMap(({ in: at, name, schema, required }): [string, string][] =>
      at === where && (required === true || random.chance(where === 'header' ? 0.7 : 0.3))
        ? [[name, parameter(noun, name, schema).toWellFormed()]]
        : [],
    );
  const params = Object.fromEntries(texts('path'));
  const headers = Object.fromEntries(texts('header'));
  if ('if-match' in headers && random.chance(0.7)) headers['if-match'] = '*';
  const [type = '', { schema: body } = {}] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (type === 'text/csv') headers['content-type'] = type;
  return {
    path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => inPath(params[name] ?? '')),
    options: {
      query: Object.fromEntries(texts('query')),
      headers,
      ...(body !== undefined && random.chance(0.97) && { body: value(body) }),
    },
  };
}

type Failure = { count: number; first: number; what: string };
const failures = new Map<string, Failure>();
function fail(number: number, what: string, shown: string): void {
  const known = failures.get(what);
  if (known) known.count += 1;
  else failures.set(what, { count: 1, first: number, what: `${what}\n    ${shown.slice(0, 600)}` });
}

const statuses = new Map<number, number>();
for (let number = 1; number <= requests; number += 1) {
  const asked = operations[random.below(operations.length)];
  if (asked === undefined) break;
  const role = roles[random.below(roles.length)] ?? 'user';
  const { path, options: call } = requestOf(asked);
  const shown = `${asked.method} ${path} as ${role} ${JSON.stringify(call)}`;
  if (options.show === String(number)) console.log(shown);
  const before = process.cpuUsage();
  const { status, body } = await staff.callerOf(role)(asked.method, path, call);
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1_000;
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const { operationId, responses } = asked.operation;
  if (status >= 500) fail(number, `${operationId}: ${status}`, shown);
  else if (!(String(status) in responses)) fail(number, `${operationId}: ${status} is not documented`, shown);
  if (took > LONGEST_MS) fail(number, `${operationId}: took more than ${LONGEST_MS} ms`, shown);
  if (status === 201) learn(nounOf(path), body?.id ?? body?.job?.id);
}

console.log(
  `seed ${seed}, ${requests} requests:`,
  Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b)),
);
for (const { what, count, first } of [...failures.values()].slice(0, MOST_TOLD)) {
  console.log(`✖ ${count} times, first as request ${first}: ${what}`);
}

const { wrong, believed } = await fuzzInRoutes(seed, Math.ceil(requests / 5));
console.log(`addresses of services: ${Math.ceil(requests / 5)} requests, ${believed} events believed`);
for (const { request, what } of wrong.slice(0, MOST_TOLD)) console.log(`✖ request ${request}: ${what}`);
process.exitCode = failures.size === 0 && wrong.length === 0 ? 0 : 1;
