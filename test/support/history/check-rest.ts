import assert from 'node:assert/strict';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { reconcile } from '#test/support/sweep.ts';
import { ORGANISATION as organisation } from '../world.ts';
import { futureOf } from './future-of.ts';
import type { Lived } from './lived.ts';

/** What must hold whenever the engine is at rest. */
export async function checkRest(lived: Lived, of: 'exact' | 'disturbed' | 'swept'): Promise<void> {
  const { w } = lived;
  const counts = await reconcile(w.ports, organisation, w.clock.now());
  assert.equal(counts.enrolled, counts.finished + counts.stopped + counts.paused + counts.pending);
  if (of === 'disturbed') return;
  for (const enrollment of await w.enrollments()) {
    const { id, state } = enrollment;
    if (state.status === 'scheduled' && of === 'exact')
      assert.ok(state.at > plusSeconds(w.clock.now(), -60), `${id} was not woken`);
    assert.ok((await futureOf(w, enrollment)) !== undefined, `${id} is lost: ${JSON.stringify(state)}`);
  }
}
