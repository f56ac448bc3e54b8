import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isOver } from '#shared/domain/core/enrollment.ts';
import type { Caller } from '#shared/domain/people/access.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { unsubscribeLead } from '#shared/use-cases/suppressions/unsubscribe-lead.ts';
import { newFileJob, newJob, started } from '#shared/use-cases/jobs/new-job.ts';
import type { JobPorts } from '#shared/use-cases/jobs/job-ports.ts';
import { runJobSlice } from '#shared/use-cases/jobs/run/run-job-slice.ts';
import { addByHand } from '#shared/use-cases/suppressions/add-by-hand.ts';
import { liftSuppression } from '#shared/use-cases/suppressions/lift-suppression.ts';
import { listSuppressions } from '#shared/use-cases/suppressions/list-suppressions.ts';
import { suppressAddress } from '#shared/use-cases/suppressions/suppress-address.ts';
import { assertNothingLost, dieAtEveryCall } from '#test/support/deaths.ts';
import { memoryFiles } from '#test/support/memory/memory-files.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
} from '#test/support/world.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import { textOf } from '#shared/domain/time/instants.ts';

// A Monday, 10:00 in Paris.
const start = at('2027-03-22T09:00:00.000Z');
const noon = at('2027-03-22T11:00:00.000Z');
const admin: Caller = { organisation, userId: SENDER, role: 'admin' };
const address = 'ana@example.com';
const leadIds = ['ana', 'twin', 'bob'];

type Prepared = { w: World; ports: JobPorts };

/** Ana and her twin have one address; all three have their first mail behind them. */
async function underWay(): Promise<Prepared> {
  const w = world(start);
  const leads = [
    { id: 'ana', phone: undefined },
    { id: 'twin', phone: undefined, email: address },
    { id: 'bob', phone: undefined },
  ];
  await seed(w, { steps: [{}, {}, {}], leads });
  await enrollLeads(w.ports, {
    organisation,
    leadIds,
    sequenceId: SEQUENCE,
    userId: SENDER,
    by: SENDER,
    now: start,
  });
  await w.run(noon);
  return { w, ports: { ...w.ports, files: memoryFiles(), inboundMail: memoryFiles() } };
}

async function listed(): Promise<Prepared> {
  const prepared = await underWay();
  const entry = { organisation, address, reason: 'by-hand', at: start, source: 'user' } as const;
  await suppressAddress(prepared.ports, entry, noon);
  prepared.w.clock.set(at('2027-03-22T12:00:00.000Z'));
  return prepared;
}

async function withFile(): Promise<Prepared> {
  const prepared = await underWay();
  const { ports } = prepared;
  const work = { kind: 'import-suppressions' } as const;
  const job = newFileJob(newJob(admin, 'job1', noon), { work, strict: false });
  const file = `email,reason,date\n${address},unsubscribed,2027-01-05\nnew@example.com,bounced,\n`;
  await ports.store.jobs.put(started(job, file.length), 'absent');
  (ports.files as ReturnType<typeof memoryFiles>).stored.set(
    'jobs/acme/job1/upload.csv',
    new TextEncoder().encode(file),
  );
  return prepared;
}

const stateOf = async ({ store }: JobPorts) => {
  const { items } = await listSuppressions({ store, ids: idsOf }, { organisation, limit: 100 });
  const leads = await store.leads.getMany(organisation, leadIds);
  const enrollments = await Array.fromAsync(store.enrollments.scan());
  const activities = await Promise.all(
    leadIds.map(async (leadId) => {
      const page = await store.activities.ofLead(organisation, leadId, { limit: 100 });
      return page.items.flatMap(({ events }) => events.map(({ type }) => type)).toSorted();
    }),
  );
  return {
    list: items.map((entry) => `${entry.address} ${entry.reason} ${textOf(entry.at)}`).toSorted(),
    leads: leads.map(({ id, suppression }) => `${id} ${JSON.stringify(suppression)}`).toSorted(),
    over: enrollments
      .filter(({ state }) => isOver(state))
      .map(({ id }) => id)
      .toSorted(),
    activities,
  };
};
const { ids: idsOf } = world(start).ports;

const works: Record<
  string,
  { before: () => Promise<Prepared>; work: (ports: JobPorts, w: World) => Promise<unknown> }
> = {
  'listing an address': {
    before: underWay,
    work: (ports, w) =>
      addByHand(ports, {
        caller: admin,
        input: { email: address, reason: 'unsubscribed', at: start },
        now: w.clock.now(),
      }),
  },
  'lifting a suppression': {
    before: listed,
    work: async (ports, w) => {
      const { items } = await listSuppressions(w.ports, { organisation, limit: 10, address });
      const lifted = await listSuppressions(w.ports, { organisation, limit: 10, address, lifted: true });
      const id = [...items, ...lifted.items][0]?.id ?? '';
      return liftSuppression(ports, { caller: admin, id, now: w.clock.now() });
    },
  },
  'importing suppressed addresses': {
    before: withFile,
    work: (ports, w) => runJobSlice(ports, { organisation, jobId: 'job1', now: w.clock.now() }),
  },
  'unsubscribing one of two with one address': {
    before: underWay,
    work: (ports, w) =>
      unsubscribeLead(ports, { organisation, leadId: 'ana', by: 'link', now: w.clock.now() }),
  },
  'a bounce at an address of two': {
    before: underWay,
    work: (ports, w) => {
      const tags = { organisation, enrollment: enrollmentNamed(`ana.${SEQUENCE}.1`), step: 's1', attempt: 1 };
      const bounce = { permanent: true, type: 'Permanent', subType: 'General' };
      const about = { at: noon, messageId: 'message-1', recipient: [address], tags, bounce };
      return ingestProviderEvent(ports, { kind: 'bounced', ...about }, w.clock.now(), organisation);
    },
  },
};

describe('the suppression list, after the process died at any port call and the work was done again', () => {
  for (const [name, { before, work }] of Object.entries(works)) {
    test(`D7, A7, F4: ${name} comes to the same, and nothing is lost`, async () => {
      const undisturbed = await before();
      await work(undisturbed.ports, undisturbed.w);
      const expected = await stateOf(undisturbed.ports);
      await dieAtEveryCall({
        before,
        ports: ({ ports }) => ports,
        work: ({ w }, ports) => work(ports, w),
        after: async ({ w, ports }, where) => {
          await work(ports, w);
          assert.deepEqual(await stateOf(ports), expected, `${name}, ${where}`);
          await assertNothingLost(w, `${name}, ${where}`);
        },
        uncounted: ['clock', 'ids', 'links', 'addresses'],
      });
    });
  }
});
