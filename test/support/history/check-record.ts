import assert from 'node:assert/strict';
import { isOver } from '#shared/domain/core/enrollment.ts';
import { partsChangedBy } from '#shared/domain/filters/parts-changed.ts';
import { dueAfter } from '#shared/domain/core/planning.ts';
import type { EnrollmentEvent } from '#shared/domain/core/events.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { loadSender } from '#shared/use-cases/people/load-sender.ts';
import { ORGANISATION as organisation, SENDER } from '../world.ts';
import { OTHER, type Lived } from './lived.ts';

function reasonsOf(event: EnrollmentEvent): unknown[] | undefined {
  switch (event.type) {
    case 'deferred':
    case 'queued':
      return event.because;
    case 'skipped':
    case 'paused':
    case 'stopped':
    case 'failed':
    case 'held':
    case 'released':
    case 'outcome-unknown':
    case 'finished':
      return [event.because];
    case 'enrolled':
    case 'planned':
    case 'claimed':
    case 'sent':
    case 'task-opened':
    case 'task-completed':
    case 'task-skipped':
    case 'replied':
    case 'auto-replied':
    case 'resumed':
    case 'pinned':
    case 'unpinned':
    case 'moved':
      return undefined;
  }
}

/** Every change explains itself (F2), each wait is exact (D3), and what filters may ask of sequences has them look again (E1). */
export async function checkRecord(lived: Lived): Promise<void> {
  const sender = await loadSender(lived.w.ports.store, organisation, SENDER);
  assert.ok(sender);
  const before = new Map<string, (typeof lived.changes)[number]>();
  for (const change of lived.changes) {
    const { id, events, changedAt, sequenceId } = change;
    const earlier = before.get(id);
    if (earlier === undefined || isOver(earlier.state) !== isOver(change.state))
      assert.ok(
        partsChangedBy({ events }).includes('enrollments'),
        `${id}: no filter looks at ${JSON.stringify(events)}`,
      );
    for (const event of events) {
      const reasons = reasonsOf(event);
      assert.ok(reasons === undefined || reasons.length > 0, `${id}: ${JSON.stringify(event)} has no reason`);
      assert.ok(reasons === undefined || reasons.every((reason) => reason !== undefined));
      if (event.type === 'paused')
        assert.ok(event.because.kind !== 'step', `${id} waits for a person: ${JSON.stringify(event)}`);
      if (event.type === 'planned') {
        assert.ok(event.at >= event.due);
        if (event.at > plusSeconds(changedAt, 61) && event.at > event.due)
          assert.ok(event.because.length > 0, `${id}: ${JSON.stringify(event)} has no reason`);
      }
    }
    const done = events.findIndex(({ type }) =>
      ['sent', 'skipped', 'failed', 'task-completed', 'task-skipped'].includes(type),
    );
    const next = events[done + 1];
    if (done >= 0 && (next?.type === 'planned' || next?.type === 'queued') && sequenceId !== OTHER) {
      const lead = await lived.w.ports.store.leads.get(organisation, change.leadId);
      const planned = lived.versions.get(next.version)?.find((one) => one.id === next.step);
      assert.ok(lead && planned);
      const from = earlier?.claim?.at ?? changedAt;
      const { wait, at: hour } = planned;
      if (hour === undefined && (wait.unit === 'minutes' || wait.unit === 'hours')) {
        const seconds = wait.amount * (wait.unit === 'hours' ? 3600 : 60);
        assert.equal(next.due, plusSeconds(from, seconds), `${id}: the wait of ${next.step}`);
      }
      // The settings may have changed since; then the days of the wait cannot be told again here.
      else if (!lived.changedSettings)
        assert.equal(next.due, dueAfter(planned, from, sender, lead), `${id}: the wait of ${next.step}`);
    }
    before.set(id, change);
  }
}
