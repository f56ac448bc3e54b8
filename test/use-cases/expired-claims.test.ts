import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLAIM_TERM_SECONDS } from '#shared/domain/core/claim-term.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { reconcile, sweep } from '#test/support/sweep.ts';
import { enroll, id, living, start } from '#test/support/recorded.ts';
import { ORGANISATION as organisation } from '#test/support/world.ts';

test('F3, F4: a claim is counted as expired from the end of its term on, and the sweep makes it unknown', async () => {
  const w = await living({ steps: [{}], leads: [{ id: 'lead1' }] });
  await enroll(w);
  const enrollment = await w.enrollment(id);
  const { state, revision } = enrollment;
  assert.ok(state.status === 'scheduled');
  const { step, due } = state;
  // Its worker died: the wake-up is gone too.
  const claimed = {
    ...enrollment,
    state: { status: 'sending' as const, step, due },
    claim: { step, attempt: 1, at: start },
    revision: revision + 1,
  };
  await w.ports.store.enrollments.put(claimed, revision);
  const at = async (seconds: number) => {
    const now = plusSeconds(start, seconds);
    await sweep(w.ports, now);
    const { expiredClaims, pending, byStatus } = await reconcile(w.ports, organisation, now);
    return { expiredClaims, pending, unknown: byStatus.unknown };
  };
  const before = await reconcile(w.ports, organisation, plusSeconds(start, CLAIM_TERM_SECONDS));
  assert.deepEqual([before.expiredClaims, before.pending, before.byStatus.unknown], [1, 1, 1]);
  assert.deepEqual(await at(CLAIM_TERM_SECONDS - 1), { expiredClaims: 0, pending: 1, unknown: 0 });
  assert.deepEqual(await at(CLAIM_TERM_SECONDS), { expiredClaims: 0, pending: 1, unknown: 1 });
});
