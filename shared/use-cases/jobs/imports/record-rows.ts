import { readLead } from '../../../contracts/api/read-lead.ts';
import type { FileJob, RecordRows, RejectedRow } from '../../../domain/jobs/job.ts';
import { rejections, type Column } from '../../../domain/jobs/lead-columns.ts';
import { recordValuesOf } from '../../../domain/jobs/record-columns.ts';
import type { SeenLeads } from '../../../domain/jobs/seen-leads.ts';
import { withoutGuard } from '../../../domain/jobs/suppression-columns.ts';
import { inChunks } from '../../../domain/kernel/in-chunks.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Problem } from '../../../domain/kernel/problem.ts';
import { isRefusal, type Refusal } from '../../../domain/kernel/refusal.ts';
import type { AccessScope } from '../../../domain/people/access.ts';
import type { User } from '../../../domain/people/people.ts';
import type { RecordInput } from '../../../domain/records/decide-record.ts';
import type { RecordType } from '../../../domain/records/record-type.ts';
import { findTwin } from '../../leads/lead-checks.ts';
import { listAll } from '../../list-all.ts';
import { leadIdOf } from '../../people/lead-id.ts';
import { loadRecordType } from '../../records/load-record-types.ts';
import { putRecords } from '../../records/put-records.ts';
import { recordIdOf } from '../../records/record-id.ts';
import type { JobPorts } from '../job-ports.ts';
import { accountIdOf } from './ensure-accounts.ts';
import { usersByName } from './import-rows.ts';
import type { Outcome, RowToDo, RunRows } from './row-to-do.ts';

type Job = FileJob & RecordRows;

/** A row that may be written; `email`: of its lead, where it names one by address. */
type RowInput = { line: number; input: RecordInput; email: string | undefined };

const concurrency = 25;
const longestSource = 200;

/**
 * Writes the record of each row (E1). What a row leaves empty stays as it is. In the phase `check` it only says what it
 * would refuse.
 */
export async function recordRows(ports: JobPorts, job: Job, now: Instant): Promise<RunRows> {
  const { organisation, createdBy: userId, role, owners, typeId } = job;
  const [type, all] = await Promise.all([
    loadRecordType(ports.store, organisation, typeId),
    listAll(ports.store.users, organisation),
  ]);
  const users = usersByName(all);
  const caller = { organisation, userId, role };
  const scope: AccessScope = owners === undefined ? { kind: 'all' } : { kind: 'users', ids: new Set(owners) };
  return async (rows, columns, seen) => {
    const read = rows.map((row) => readRow(ports, { job, type, users }, row, columns, seen));
    const found = await withLeads(
      ports,
      organisation,
      read.flatMap((each) => ('rejected' in each ? [] : [each])),
    );
    const inputs = found.map(({ input }) => input);
    const done = await putRecords(ports, { caller, scope, inputs, now, checkOnly: job.phase === 'check' });
    const outcome: Outcome = {
      accepted: 0,
      unchanged: 0,
      rejected: read.flatMap((each) => ('rejected' in each ? each.rejected : [])),
    };
    for (const [index, put] of done.entries()) {
      const line = found[index]?.line ?? 0;
      if (isRefusal(put)) outcome.rejected.push(...rejections(columns, line, problemsOf(put, columns)));
      else outcome[put.outcome === 'unchanged' ? 'unchanged' : 'accepted'] += 1;
    }
    return outcome;
  };
}

/** What a record was refused for, by the columns of a file. */
function problemsOf(refusal: Refusal, columns: readonly Column[]): Problem[] {
  switch (refusal.kind) {
    case 'invalid':
      return refusal.problems.map(({ path, message }) => ({ path: [columnOf(path, columns)], message }));
    case 'forbidden':
    case 'conflict':
    case 'busy':
      return [{ path: [], message: refusal.detail }];
    case 'not-found':
    case 'changed':
    case 'revision-needed':
    case 'key-reused':
      throw new Error(`A record of a file is not refused so: ${refusal.kind}`);
  }
}

/** What the column gives that a path names; a lead may be named by several. */
function columnOf([first = '', second = '']: readonly string[], columns: readonly Column[]): string {
  if (first === 'values') return `values.${second}`;
  const given = new Set(columns.map((column) => ('gives' in column ? column.gives : '')));
  return (columnsOfPath[first] ?? []).find((name) => given.has(name)) ?? first;
}

const columnsOfPath: Partial<Record<string, string[]>> = {
  leadId: ['lead', 'email', 'phone'],
  accountId: ['account'],
  ownerId: ['owner'],
};

/** Rows with the leads that they name by address and that have another id since their address was changed. */
async function withLeads(
  { store }: JobPorts,
  organisation: string,
  rows: readonly RowInput[],
): Promise<RowInput[]> {
  const ids = rows.flatMap(({ input }) => input.leadId ?? []);
  const there = new Set((await store.leads.getMany(organisation, [...new Set(ids)])).map(({ id }) => id));
  const done = await inChunks(rows, concurrency, async (row) => {
    const { leadId = '' } = row.input;
    if (row.email === undefined || there.has(leadId)) return row;
    const twin = await findTwin(store, organisation, row.email, leadId);
    return twin === undefined ? row : { ...row, input: { ...row.input, leadId: twin.id } };
  });
  return done.map(({ result }) => result);
}

function readRow(
  ports: JobPorts,
  of: { job: Job; type: RecordType | undefined; users: ReadonlyMap<string, User> },
  { line, row }: RowToDo,
  columns: readonly Column[],
  seen: SeenLeads,
): RowInput | { rejected: RejectedRow[] } {
  const { organisation, typeId } = of.job;
  const cells = Object.fromEntries(
    Object.entries(row.values).map(([name, cell]) => [name, withoutGuard(cell)]),
  );
  const { sourceId = '', lead, email, phone, country, owner, account } = cells;
  const problems: Problem[] = [];
  const problem = (path: string, message: string) => void problems.push({ path: [path], message });
  if (sourceId === '') problem('sourceId', 'Give the id of the record at its source.');
  if (sourceId.length > longestSource || /\p{Cc}/u.test(sourceId)) {
    problem('sourceId', `The id at the source is one line of ${longestSource} characters at most.`);
  }
  if (lead !== undefined && !/^[a-z0-9]{16}$/.test(lead)) {
    problem('lead', 'The id of a lead is 16 of a–z and 0–9.');
  }
  const isByAddress = lead === undefined && (email !== undefined || phone !== undefined);
  const who = isByAddress ? readLead({ email, phone, country }) : undefined;
  if (who?.kind === 'invalid') problems.push(...who.problems);
  const ownerId = owner === undefined ? undefined : of.users.get(owner.toLowerCase())?.id;
  if (owner !== undefined && ownerId === undefined) {
    problem('owner', 'There is no user with this id or address.');
  }
  const before = problems.length > 0 ? undefined : seen.add(hashOf(ports, of.job, sourceId), line);
  if (before !== undefined) {
    problem('sourceId', `The same record is in line ${before} already: remove one of them.`);
  }
  if (problems.length > 0) return { rejected: rejections(columns, line, problems) };

  const named = who?.kind === 'valid' ? who.values : {};
  const input = {
    typeId,
    sourceId,
    leadId: lead ?? leadIdOf(ports.ids, organisation, named),
    accountId: account === undefined ? undefined : accountIdOf(account, ports.ids),
    ownerId,
    values: of.type === undefined ? {} : recordValuesOf(of.type, cells),
    keepsOthers: true,
  };
  return { line, input, email: named.email };
}

/** What tells the records of one type apart, in the form of the id of a lead. */
function hashOf({ ids }: JobPorts, { organisation, typeId }: Job, sourceId: string): string {
  return recordIdOf(ids, organisation, { typeId, sourceId }).slice(typeId.length + 1);
}
