import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressesOf } from '#shared/domain/people/suppression.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { requestErasure } from '#shared/use-cases/jobs/erasure/request-erasure.ts';
import { runJobSlice } from '#shared/use-cases/jobs/run/run-job-slice.ts';
import { readEntries } from '#shared/use-cases/suppressions/read-entries.ts';
import { at } from '#test/support/at.ts';
import { memoryFiles } from '#test/support/memory/memory-files.ts';
import { living } from '#test/support/recorded.ts';
import { ORGANISATION as organisation } from '#test/support/world.ts';

const day = { amount: 1, unit: 'days' } as const;

test('F9: from the first slice on nothing more goes out to an erased person, and others go on', async () => {
  const leads = [{ id: 'lead1' }, { id: 'lead2' }];
  const w = await living({ steps: [{}, { wait: day }, { wait: day }], leads });
  await w.run(at('2026-11-23T12:00:00.000Z'));
  const sentTo = () => w.mailer.sent.map(({ message }) => message.to).toSorted();
  assert.deepEqual(sentTo(), ['lead1@example.com', 'lead2@example.com']);
  const files = memoryFiles();
  const ports = { ...w.ports, files, inboundMail: files };
  const caller = { organisation, userId: 'ada', role: 'admin' as const };
  const lead = await w.ports.store.leads.get(organisation, 'lead1');
  const asked = await requestErasure(ports, { caller, id: 'lead1', now: w.clock.now() });
  assert.ok(asked.kind === 'started' && lead !== undefined);
  const slice = () => runJobSlice(ports, { organisation, jobId: asked.job.id, now: w.clock.now() });
  await slice();
  // A message that comes twice does not begin the second round early.
  const early = await slice();
  assert.ok(early?.kind === 'erase-lead' && early.status === 'running' && early.round === 2);
  assert.deepEqual(
    w.scheduler.entries().filter((entry) => JSON.stringify(entry).includes('lead1')),
    [],
  );
  await w.run(plusSeconds(w.clock.now(), 900));
  assert.equal((await slice())?.status, 'done');
  await w.run(at('2026-12-04T12:00:00.000Z'));
  const second = Array.from({ length: 3 }, () => 'lead2@example.com');
  assert.deepEqual(sentTo(), ['lead1@example.com', ...second]);
  assert.deepEqual(
    (await w.enrollments()).map(({ leadId, state }) => [leadId, state.status]),
    [['lead2', 'finished']],
  );
  const entries = await readEntries(w.ports, organisation, addressesOf(lead));
  assert.deepEqual(
    entries.map(({ reason, address }) => [reason, address]),
    [['by-hand', 'lead1@example.com']],
  );
});
