import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { Hold } from '#shared/domain/holds/hold.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { sweep } from '#test/support/sweep.ts';
import { endHold } from '#shared/use-cases/holds/end-hold.ts';
import type { ProviderBehaviour } from '#test/support/memory/memory-sender.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
} from '#test/support/world.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { at } from '#test/support/at.ts';
import { localDate } from '#shared/domain/time/zones.ts';
import { utc } from '#shared/domain/time/utc.ts';

// A Monday, 10:00 in Paris.
const start = at('2027-03-01T09:00:00.000Z');
const paused: ProviderBehaviour = {
  kind: 'held',
  level: 'stage',
  code: 'SendingPausedException',
  message: 'Sending is paused for this account.',
};
const leads = ['a', 'b', 'c'].map((id) => ({ id }));

type Held = World & { tries: Instant[]; accepted: Instant[] };

/** Three leads in a sequence of three mails; the provider takes none until it is mended. */
async function held(mendedAt: Instant, settings = {}): Promise<Held> {
  const [tries, accepted]: [Instant[], Instant[]] = [[], []];
  const w: World = world(start, () => {
    const now = w.clock.now();
    tries.push(now);
    if (now < mendedAt) return paused;
    accepted.push(now);
    return 'accept';
  });
  await seed(w, { steps: [{}, {}, {}], leads, settings });
  const leadIds = leads.map(({ id }) => id);
  await enrollLeads(w.ports, {
    organisation,
    leadIds,
    sequenceId: SEQUENCE,
    userId: SENDER,
    by: SENDER,
    now: start,
  });
  return { ...w, tries, accepted };
}

/** Runs with a sweep each hour, as deployed. */
async function runSwept(w: World, until: Instant): Promise<void> {
  for (let now = plusMinutes(w.clock.now(), 60); now < until; now = plusMinutes(now, 60)) {
    await w.run(now);
    await sweep(w.ports, now);
  }
  await w.run(until);
}

describe('what the provider refuses because of us', () => {
  test('F10: with sending paused for a week, every mail of a sequence goes out afterwards', async () => {
    const w = await held(at('2027-03-08T09:00:00.000Z'));
    await runSwept(w, at('2027-03-08T09:00:00.000Z'));
    assert.equal(w.accepted.length, 0);
    for (const { state, attempts } of await w.enrollments()) {
      assert.ok(state.status === 'backlogged' || state.status === 'scheduled', state.status);
      assert.equal(attempts, 0);
    }
    await runSwept(w, at('2027-03-20T09:00:00.000Z'));
    assert.equal(w.accepted.length, 9);
    for (const { state } of await w.enrollments()) assert.equal(state.status, 'finished');
  });

  test('F10: an account that is paused a second time is held again', async () => {
    let isPaused = true;
    let tries = 0;
    const w: World = world(start, () => {
      if (!isPaused) return 'accept';
      tries += 1;
      return paused;
    });
    await seed(w, { steps: [{}, {}, {}], leads });
    const enrolling = { organisation, sequenceId: SEQUENCE, userId: SENDER, by: SENDER, now: start };
    await enrollLeads(w.ports, { ...enrolling, leadIds: leads.map(({ id }) => id) });
    await runSwept(w, at('2027-03-01T12:00:00.000Z'));
    isPaused = false;
    await runSwept(w, at('2027-03-02T00:00:00.000Z'));
    [isPaused, tries] = [true, 0];
    await runSwept(w, at('2027-03-03T00:00:00.000Z'));
    assert.ok(tries <= 24, `${tries} messages were tried in a day`);
    const { items } = await w.ports.store.holds.list('*', { limit: 10 });
    assert.deepEqual(
      items.map(({ until }) => until),
      [undefined],
    );
  });

  test('F10: one message an interval is tried meanwhile, at most one an hour', async () => {
    const w = await held(at('2027-03-08T09:00:00.000Z'));
    await runSwept(w, at('2027-03-04T09:00:00.000Z'));
    const tries = w.tries.length;
    // Three days of 9 hours each, after the first refusals and the shorter intervals of the beginning.
    assert.ok(tries > 10 && tries < 3 + 4 + 3 * 10, `${tries} tries`);
  });

  test('F10: what waited goes through caps when the hold ends', async () => {
    const w = await held(at('2027-03-02T09:00:00.000Z'), { maxMailsPerDay: 1 });
    await runSwept(w, at('2027-03-05T09:00:00.000Z'));
    const days = w.accepted.map((sentAt) => localDate(sentAt, utc));
    assert.deepEqual(days, [...new Set(days)]);
    assert.ok(days.length >= 3);
  });

  test('F10: held by hand nothing is tried, and the end of the hold lets it go', async () => {
    const w = await held(start);
    const hold: Hold = {
      organisation,
      id: 'organisation.all',
      revision: 1,
      level: 'organisation',
      channel: 'all',
      reason: { kind: 'person', userId: 'boss' },
      since: start,
      refusals: 0,
    };
    await w.ports.store.holds.put(hold, 'absent');
    await runSwept(w, at('2027-03-04T09:00:00.000Z'));
    assert.equal(w.tries.length, 0);
    const events = (await w.enrollments()).flatMap((enrollment) => enrollment.events);
    assert.ok(events.some((event) => event.type === 'held' && event.hold === 'organisation.all'));
    await endHold(w.ports, { organisation, id: hold.id, now: w.clock.now() });
    await runSwept(w, plusMinutes(w.clock.now(), 30));
    assert.equal(w.accepted.length, 3);
  });
});
