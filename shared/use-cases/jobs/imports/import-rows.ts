import type { UserId } from '../../../domain/kernel/ids.ts';
import { readLead } from '../../../contracts/api/read-lead.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { FileJob, RejectedRow } from '../../../domain/jobs/job.ts';
import { rejections, type Column } from '../../../domain/jobs/lead-columns.ts';
import type { SeenLeads } from '../../../domain/jobs/seen-leads.ts';
import { overgrown } from '../../../domain/people/own-fields.ts';
import type { Lead, User } from '../../../domain/people/people.ts';
import {
  addressesOf,
  suppressionByList,
  type SuppressedAddress,
} from '../../../domain/people/suppression.ts';
import { change } from '../../../ports/change.ts';
import { withChanges } from '../../leads/change-lead.ts';
import { recordOwnerChange, withOwnerChange } from '../../leads/change-owner.ts';
import { newLead, type LeadValues } from '../../leads/create-lead.ts';
import { leadIdOf } from '../../people/lead-id.ts';
import { followList } from '../../suppressions/follow-list.ts';
import { readEntries } from '../../suppressions/read-entries.ts';
import { listAll } from '../../list-all.ts';
import { accountIdOf, ensureAccounts } from './ensure-accounts.ts';
import type { JobPorts } from '../job-ports.ts';
import type { Outcome, RowToDo, RunRows } from './row-to-do.ts';

/** A row that may be written. */
type RowInput = { line: number; id: string; values: LeadValues; account: string | undefined };

/** Makes or updates the lead of each row; in the phase `check` it only says what it would refuse. */
export async function importRows(ports: JobPorts, job: FileJob, now: Instant): Promise<RunRows> {
  const users = usersByName(await listAll(ports.store.users, job.organisation));
  return async (rows, columns, seen) => {
    const read = rows.map((row) => readRow(ports, job, users, row, columns, seen));
    const input = read.flatMap((each) => ('rejected' in each ? [] : [each]));
    const outcome: Outcome = {
      accepted: 0,
      unchanged: 0,
      rejected: read.flatMap((each) => ('rejected' in each ? each.rejected : [])),
    };
    const ids = input.map(({ id }) => id);
    const existing = new Map(
      (await ports.store.leads.getMany(job.organisation, ids)).map((lead) => [lead.id, lead]),
    );
    if (job.phase === 'write') {
      await ensureAccounts(
        ports,
        job.organisation,
        input.flatMap(({ account }) => account ?? []),
      );
    }
    const listed = await listedAmong(ports, job, input);
    const done = await Promise.all(
      input.map((each) => write(ports, job, { ...each, listed }, existing.get(each.id), now)),
    );
    if (job.phase === 'write') await followAfterwards(ports, job, input, now);
    for (const each of done) {
      if (typeof each === 'string') outcome[each] += 1;
      else outcome.rejected.push(each);
    }
    return outcome;
  };
}

/** Users by id and by address. */
export function usersByName(users: readonly User[]): Map<string, User> {
  return new Map(
    users.flatMap((user) => [[user.email.toLowerCase(), user] as const, [user.id, user] as const]),
  );
}

function readRow(
  ports: JobPorts,
  job: FileJob,
  users: ReadonlyMap<string, User>,
  { line, row }: RowToDo,
  columns: readonly Column[],
  seen: SeenLeads,
): RowInput | { rejected: RejectedRow[] } {
  const { owner, account, lead: _lead, ...values } = row.values;
  const ownerId = owner === undefined ? undefined : users.get(owner.toLowerCase())?.id;
  const read = readLead({
    ...values,
    ...(ownerId !== undefined && { ownerId }),
    ...(account !== undefined && { accountId: accountIdOf(account, ports.ids) }),
    ...(Object.keys(row.fields).length > 0 && { fields: row.fields }),
  });
  const problems = read.kind === 'invalid' ? [...read.problems] : [];
  const ownerProblem = owner === undefined ? undefined : problemOfOwner(job, owner, ownerId);
  if (ownerProblem !== undefined) problems.push({ path: ['owner'], message: ownerProblem });
  if (read.kind === 'invalid' || problems.length > 0)
    return { rejected: rejections(columns, line, problems) };

  const id = leadIdOf(ports.ids, job.organisation, read.values);
  if (id === undefined) throw new Error('The contract of a lead let one through without address and phone');
  const before = seen.add(id, line);
  if (before !== undefined) {
    const path = [read.values.email === undefined ? 'phone' : 'email'];
    const message = `The same person is in line ${before} already: remove one of them.`;
    return { rejected: rejections(columns, line, [{ path, message }]) };
  }
  return { line, id, values: read.values, account };
}

function problemOfOwner({ owners }: FileJob, owner: string, ownerId: UserId | undefined): string | undefined {
  if (ownerId === undefined) return `There is no user “${owner}”: name one by id or address.`;
  if (owners && !owners.includes(ownerId)) return `You cannot give leads to the user “${ownerId}”.`;
  return undefined;
}

/** What the suppression list says of the addresses of some rows. */
function listedAmong(
  ports: JobPorts,
  job: FileJob,
  input: readonly RowInput[],
): Promise<SuppressedAddress[]> {
  const addresses = input.flatMap(({ values }) => addressesOf(values));
  return readEntries(ports, job.organisation, [...new Set(addresses)]);
}

/** Reads the list again once the leads are written, so that an address listed meanwhile is not missed. */
async function followAfterwards(
  ports: JobPorts,
  job: FileJob,
  input: readonly RowInput[],
  now: Instant,
): Promise<void> {
  const listed = new Set((await listedAmong(ports, job, input)).map(({ address }) => address));
  for (const { id, values } of input) {
    if (!addressesOf(values).some((address) => listed.has(address))) continue;
    await followList(ports, { organisation: job.organisation, leadId: id }, now);
  }
}

/** Writes a row's lead, again when somebody else changed it in between. */
async function write(
  ports: JobPorts,
  job: FileJob,
  { line, id, values, listed }: RowInput & { listed: readonly SuppressedAddress[] },
  found: Lead | undefined,
  now: Instant,
): Promise<'accepted' | 'unchanged' | RejectedRow> {
  const { organisation, createdBy, owners, phase } = job;
  const decide = (lead: Lead | undefined) => {
    if (lead && owners && !owners.includes(lead.ownerId)) {
      const reason = 'The person is a lead of another user, which you cannot change.';
      return { refuse: { line, reason } };
    }
    const made = { organisation, id, ownerId: values.ownerId ?? createdBy, suppression: {}, now };
    const plain = lead
      ? withOwnerChange(lead, withChanges(lead, values), { by: createdBy, now })
      : newLead(made, values);
    const tooMuch = overgrown(plain, lead);
    if (tooMuch !== undefined) return { refuse: { line, reason: tooMuch } };
    const next = { ...plain, suppression: suppressionByList(plain, listed) };
    return lead && JSON.stringify(next) === JSON.stringify(lead) ? 'unchanged' : { write: next };
  };
  if (phase === 'check') {
    const decision = decide(found);
    if (decision === 'unchanged') return decision;
    return 'refuse' in decision ? decision.refuse : 'accepted';
  }
  const changed = await change(
    ports.store.leads,
    {
      organisation,
      id,
      known: { item: found },
      // What told of the change before must not be lost with it.
      before: async (_, lead) => lead && recordOwnerChange(ports, lead),
    },
    decide,
  );
  if (changed.kind === 'refused') return changed.why;
  if (changed.item) await recordOwnerChange(ports, changed.item);
  return changed.kind === 'written' ? 'accepted' : changed.kind;
}
