import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { activityOfChange } from '#shared/domain/activity/activity-of-change.ts';
import { plusMinutes, toInstant } from '#shared/domain/time/instants.ts';
import type { ProviderEvent, ProviderEventKind } from '#shared/domain/provider-events/provider-event.ts';
import type { Caller } from '#shared/domain/people/access.ts';
import type { Store } from '#shared/ports/store.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { ingestReply } from '#shared/use-cases/inbound/ingest-reply.ts';
import { listQualifiedLeads } from '#shared/use-cases/scoring/list-qualified-leads.ts';
import { scoreActivities } from '#shared/use-cases/scoring/score-activities.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE } from '#test/support/world.ts';
import { id as enrollmentId, living, type Recorded } from '#test/support/recorded.ts';
import {
  activity,
  admin,
  decide,
  later,
  monday,
  opened,
  prepared,
  replied,
  scoreNow,
  scoring,
  scoreEvents,
  work,
} from '#test/support/scored-lead.ts';

describe('qualified leads', () => {
  const list = async (store: Store, caller: Caller, now = later(600)) => {
    const outcome = await listQualifiedLeads({ store }, { caller, limit: 50, now });
    return outcome.kind === 'page' ? outcome.page.items.map(({ id }) => id) : outcome;
  };

  test('A12: are listed by since when, those alone that the caller can access', async () => {
    const { store, stream } = await prepared([
      { id: 'lead1' },
      { id: 'lead2', ownerId: 'bob' },
      { id: 'lead3' },
    ]);
    await store.activities.add([
      activity('e1', 5, replied),
      activity('e2', 1, replied, 'lead2'),
      activity('e3', 1, opened, 'lead3'),
    ]);
    await work(store, stream);
    assert.deepEqual(await list(store, admin), ['lead2', 'lead1']);
    assert.deepEqual(await list(store, { organisation, userId: SENDER, role: 'user' }), ['lead1']);
  });

  test('A12: whose points have decayed since are listed no longer', async () => {
    const { store, stream } = await prepared();
    await decide(store, 'organisation', { halfLifeDays: 10 });
    await store.activities.add([activity('e1', 0, replied)]);
    await work(store, stream, later(1));
    assert.deepEqual(await list(store, admin, monday), ['lead1']);
    assert.deepEqual(await list(store, admin, later(10 * 1_440)), []);
    assert.equal((await scoreNow(store, later(10 * 1_440))).value, 10);
  });
});

describe('a lead from the first mail to being qualified', () => {
  const at = toInstant('2026-11-23T10:00:00.000Z');
  const event = (kind: ProviderEventKind, more: Partial<ProviderEvent> = {}): ProviderEvent => ({
    kind,
    at,
    messageId: 'message-1',
    recipient: ['lead1@example.com'],
    tags: { organisation, enrollment: enrollmentId, step: 's1', attempt: 1 },
    ...more,
  });
  /** What the streams would carry on: changes into activities, activities into scores. */
  async function settle(w: Recorded): Promise<void> {
    await w.ports.store.activities.add(w.changes.flatMap((change) => activityOfChange(change) ?? []));
    const page = await w.ports.store.activities.ofLead(organisation, 'lead1', { limit: 100 });
    assert.deepEqual(await scoreActivities(w.ports, page.items, w.clock.now()), []);
  }
  const ingest = (w: Recorded, of: ProviderEvent) =>
    ingestProviderEvent(w.ports, of, w.clock.now(), organisation);

  test('A12, F8: sent, opened, clicked, replied; a second open and the click of a bot give nothing', async () => {
    const w = await living({
      steps: [{}, {}],
      settings: {
        scoring: scoring({
          points: { mailSent: 1, mailOpened: 2, mailClicked: 4, replied: 8 },
          threshold: 15,
        }),
      },
    });
    await w.run(at);
    await settle(w);
    assert.equal((await scoreNow(w.ports.store, at)).value, 1);
    await ingest(w, event('opened', { at: plusMinutes(at, 60) }));
    await ingest(w, event('opened', { at: plusMinutes(at, 61) }));
    await settle(w);
    assert.equal((await scoreNow(w.ports.store, at)).value, 3);
    const click = { link: 'https://acme.example/offer' };
    const machine = { rule: 'network', sign: 'a scanner' } as const;
    await ingest(w, event('clicked', { at: plusMinutes(at, 61), click, machine }));
    await settle(w);
    assert.equal((await scoreNow(w.ports.store, at)).value, 3);
    await ingest(w, event('clicked', { at: plusMinutes(at, 62), click }));
    await settle(w);
    assert.equal((await scoreNow(w.ports.store, at)).qualified, false);
    w.clock.set(plusMinutes(at, 120));
    await ingestReply(w.ports, {
      message: { organisation, enrollment: enrollmentId, step: 's1' },
      at: w.clock.now(),
      now: w.clock.now(),
    });
    await settle(w);
    const score = await scoreNow(w.ports.store, w.clock.now());
    assert.deepEqual([score.value, score.qualified, score.source.level], [15, true, 'organisation']);
    assert.deepEqual(
      (await scoreEvents(w.ports.store)).map((each) => (each.type === 'scored' ? each.points : each.type)),
      [1, 2, 4, 8, 'qualified'],
    );
    assert.equal((await w.enrollment(enrollmentId)).sequenceId, SEQUENCE);
  });
});
