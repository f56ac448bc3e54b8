import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Job } from '#shared/domain/jobs/job.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { runJobSlice } from '#shared/use-cases/jobs/run/run-job-slice.ts';
import { createLead } from '#shared/use-cases/leads/create-lead.ts';
import { readEntries } from '#shared/use-cases/suppressions/read-entries.ts';
import { dieAtEveryCall } from '#test/support/deaths.ts';
import {
  caller,
  erasureOf,
  heldEverywhere,
  person,
  type HeldEverywhere,
} from '#test/support/erased-world.ts';
import { countFacts } from '#test/support/statistics/counted.ts';

const { organisation } = person;

/** Lets the job run to its end, a second round a quarter of an hour later. */
async function runOut(w: HeldEverywhere, jobId: string, rows = 20_000): Promise<Job | undefined> {
  for (let slice = 0; slice < 500; slice += 1) {
    const now = w.clock.now();
    const job = await runJobSlice(w.ports, { organisation, jobId, now, size: { rows, chunk: 1 } });
    if (job?.status !== 'running') return job;
    if (job.kind === 'erase-lead' && job.table === undefined) w.clock.set(plusSeconds(now, 900));
  }
  throw new Error('The job never ends');
}

/** Every stored item that says who the person is. */
function named({ stored }: HeldEverywhere): string[] {
  const { id, email = '', phone = '', firstName = '', lastName = '' } = person;
  const words = [id, email, phone, firstName, lastName].map((word) => word.toLowerCase());
  return stored().flatMap(({ table, item }) => {
    const text = JSON.stringify(item).toLowerCase();
    const found = words.filter((word) => text.includes(word));
    return found.length === 0 ? [] : [`${table} ${item.sort}: ${found.join(', ')}`];
  });
}

describe('erasing a person', () => {
  test('F9: nothing in any table, index or file names an erased person; the hash and a certificate stay', async () => {
    const w = await heldEverywhere();
    assert.ok(new Set(named(w).map((each) => each.split(' ')[0])).size >= 20, 'the person is everywhere');
    const job = await runOut(w, await erasureOf(w));
    assert.deepEqual(named(w), []);
    assert.equal(w.mails.stored.size, 0, 'raw mails');
    assert.ok(job?.kind === 'erase-lead' && job.status === 'done');
    const counts = Object.fromEntries(job.counts.map(({ table, ...of }) => [table, of]));
    assert.deepEqual(counts['activities'], { removed: 7, anonymised: 0 });
    assert.deepEqual(counts['leads'], { removed: 1, anonymised: 0 });
    assert.deepEqual(counts['statistics'], { removed: 0, anonymised: 1 });
    assert.deepEqual(counts['contactIntervals'], { removed: 1, anonymised: 1 });
    const hashed = w.stored().filter(({ table }) => table === 'suppressions');
    assert.deepEqual(new Set(hashed.map(({ item }) => item['reason'])), new Set(['unsubscribed', 'by-hand']));
    for (const { item } of hashed) assert.match(String(item['address']), /^erased:[0-9a-f]{64}$/);
  });

  test('F9: what is not of the person stays, as do the counts', async () => {
    const w = await heldEverywhere();
    const tables = [
      'accounts',
      'sequence-versions',
      'users',
      'templates',
      'lane-days',
      'surveys',
      'automations',
    ];
    const kept = () => w.stored().filter(({ table }) => tables.includes(table));
    const before = structuredClone(kept());
    await runOut(w, await erasureOf(w));
    assert.deepEqual(kept(), before);
    const of = { organisation, sequenceId: 'q1', step: 's1', counter: 'sent' } as const;
    const { items } = await w.store.statistics.behind(of, { limit: 10 });
    assert.deepEqual(items.map(({ leadId }) => leadId).toSorted(), ['erased', 'other0000000000a']);
    const [step] = await w.store.statistics.ofSequence(organisation, 'q1');
    assert.equal(step?.counts.sent, 2);
  });

  test('F9: an erased address that comes in again is not written to', async () => {
    const w = await heldEverywhere();
    await runOut(w, await erasureOf(w));
    const { email } = person;
    const values = { email: email?.toUpperCase(), ownerId: 'u1' };
    const made = await createLead(w.ports, { caller, values, now: w.clock.now() });
    assert.ok(made.kind === 'saved', JSON.stringify(made));
    assert.notEqual(made.item.suppression.byHandAt, undefined);
    assert.notEqual(made.item.suppression.unsubscribedAt, undefined);
    assert.equal((await readEntries(w.ports, organisation, [email ?? ''])).length, 2);
    assert.deepEqual(await readEntries(w.ports, organisation, ['somebody@else.example']), []);
  });

  test('F9: what was told of the person after the first round goes with the second', async () => {
    const w = await heldEverywhere();
    const jobId = await erasureOf(w);
    await runJobSlice(w.ports, { organisation, jobId, now: w.clock.now() });
    assert.equal(await w.store.leads.get(organisation, person.id), undefined);
    const late = { organisation, leadId: person.id, at: w.clock.now(), events: [] };
    await w.store.activities.add([{ ...late, id: 'late' }]);
    const fact = { organisation, sequenceId: 'q1', step: 's1', counter: 'sent' } as const;
    await countFacts(w.store.statistics, [{ ...fact, at: w.clock.now(), leadId: person.id }], 'late');
    await runOut(w, jobId);
    assert.deepEqual(named(w), []);
  });

  test(
    'F9: it goes in slices, and after a death at any port call it comes to the same',
    { timeout: 300_000 },
    async () => {
      const w = await heldEverywhere();
      await runOut(w, await erasureOf(w), 3);
      assert.deepEqual(named(w), []);
      await dieAtEveryCall({
        before: async () => {
          const held = await heldEverywhere();
          return { held, jobId: await erasureOf(held) };
        },
        ports: ({ held }) => held.ports,
        work: ({ held, jobId }, ports) => runJobSlice(ports, { organisation, jobId, now: held.clock.now() }),
        after: async ({ held, jobId }, where) => {
          const job = await runOut(held, jobId);
          assert.equal(job?.status, 'done', where);
          assert.deepEqual(named(held), [], where);
          assert.equal(held.mails.stored.size, 0, where);
        },
      });
    },
  );
});
