import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Activity, ActivityEvent } from '#shared/domain/activity/activity.ts';
import { ratesOf, summaryOf } from '#shared/domain/statistics/rates.ts';
import { counters, type Counter } from '#shared/domain/statistics/statistics.ts';
import { sequenceWorld, type SequenceWorld } from '#test/support/sequence-world.ts';
import { ORGANISATION as organisation, seed, SENDER, SEQUENCE } from '#test/support/world.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import { plusSeconds, textOf } from '#shared/domain/time/instants.ts';

const start = at('2027-03-22T09:00:00.000Z');
const because = { kind: 'person', userId: SENDER } as const;
const message = { step: 's1', messageId: 'message-1' };
const task = { step: 's2', taskId: 'task' };

/** What adds one to each counter. */
const eventOf: Record<Counter, ActivityEvent> = {
  enrolled: { type: 'enrolled', by: SENDER, version: 1 },
  finished: { type: 'finished', because },
  stopped: { type: 'stopped', because },
  sent: {
    type: 'sent',
    step: 's1',
    channel: 'mail',
    messageId: 'message-1',
    sender: SENDER,
    recipient: 'a@example.com',
    contentHash: '',
  },
  failed: { type: 'failed', step: 's1', because },
  unknown: { type: 'outcome-unknown', step: 's1', listedAt: start, because },
  delivered: { type: 'delivered', ...message },
  opened: { type: 'opened', ...message, machine: false, again: false },
  clicked: { type: 'clicked', ...message, link: 'https://x.example', machine: false, again: false },
  machineOpened: { type: 'opened', ...message, machine: true, again: false },
  machineClicked: { type: 'clicked', ...message, link: 'https://x.example', machine: true, again: false },
  replied: { type: 'replied', step: 's1' },
  autoReplied: { type: 'auto-replied', step: 's1', until: start },
  bounced: { type: 'bounced', step: 's1', permanent: true, detail: '' },
  complained: { type: 'complained', step: 's1', detail: '' },
  unsubscribed: { type: 'unsubscribed', step: 's1', by: 'link' },
  skipped: { type: 'skipped', step: 's1', because },
  deferred: { type: 'deferred', step: 's1', due: start, until: start, because: [] },
  taskOpened: { type: 'task-opened', ...task },
  taskCompleted: { type: 'task-completed', step: 's2', by: SENDER },
  taskSkipped: { type: 'task-skipped', step: 's2', by: SENDER },
};

const lead = (number: number) => `lead${number}`.padEnd(16, '0');

async function lived(): Promise<SequenceWorld> {
  const w = sequenceWorld(start);
  const leads = Array.from({ length: 7 }, (_, number) => ({ id: lead(number), lastName: `No ${number}` }));
  await seed(w, { steps: [{}, { type: 'call' }], leads });
  let second = 0;
  for (const [index, counter] of counters.entries()) {
    // As many of each as no other counter nearby has.
    const activities = leads.slice(0, 1 + (index % 7)).map(({ id }): Activity => {
      second += 1;
      const at = plusSeconds(start, second);
      const enrollmentId = enrollmentNamed(`${id}.${SEQUENCE}.1`);
      const of = { organisation, leadId: id, enrollmentId, sequenceId: SEQUENCE, version: 1, userId: SENDER };
      return { ...of, id: `${enrollmentId}#${second}`, at, events: [eventOf[counter]] };
    });
    await w.ports.store.activities.add(activities);
    await w.flow();
  }
  return w;
}

describe('the statistics of a sequence', () => {
  test('D9: behind each figure are exactly as many leads, whatever the counter and the size of pages', async () => {
    const w = await lived();
    const admin = w.as('ada', 'admin');
    const { body: statistics } = await admin('GET', `/v1/sequences/${SEQUENCE}/statistics`);
    const figures: Record<string, Partial<Record<Counter, number>>> = { '-': statistics.counts };
    for (const { step, counts } of statistics.steps) figures[step] = counts;
    const seen = new Set<string>();
    for (const [step, counts] of Object.entries(figures)) {
      for (const counter of counters) {
        const path = `/v1/sequences/${SEQUENCE}/statistics/${step}/${counter}/leads`;
        const found: any[] = [];
        let cursor: string | undefined;
        do {
          const query = { limit: '2', ...(cursor !== undefined && { cursor }) };
          const { status, body } = await admin('GET', path, { query });
          assert.equal(status, 200);
          found.push(...body.items);
          ({ cursor } = body);
        } while (cursor !== undefined);
        assert.equal(found.length, counts[counter] ?? 0, `${step} ${counter}`);
        if (found.length > 0) seen.add(counter);
        const instants = found.map(({ at }) => at);
        assert.deepEqual(instants, instants.toSorted());
        assert.ok(found.every(({ leadId, enrollmentId }) => enrollmentId === `${leadId}.${SEQUENCE}.1`));
      }
    }
    assert.deepEqual([...seen].toSorted(), [...counters].toSorted());
  });

  test('D9: those behind a figure are told by name, to who reaches them', async () => {
    const w = await lived();
    const path = `/v1/sequences/${SEQUENCE}/statistics/s1/sent/leads`;
    const { body } = await w.as(SENDER, 'user')('GET', path);
    const { name, email, leadId } = body.items[0];
    assert.deepEqual([leadId, name, email], [lead(0), 'Zoé No 0', `${lead(0)}@example.com`]);
    assert.deepEqual((await w.as('luc', 'user')('GET', path)).body.items, []);
    assert.equal((await w.as('luc', 'user')('GET', path.replace('sent', 'guessed'))).status, 400);
  });

  test('D9: rates of a step are of what was sent, and of nothing where nothing was', () => {
    const counts = { sent: 200, delivered: 190, opened: 80, clicked: 20, replied: 9, bounced: 10 };
    assert.deepEqual(ratesOf({ ...counts, skipped: 50, unsubscribed: 1 }), {
      delivered: 0.95,
      opened: 0.4,
      clicked: 0.1,
      replied: 0.045,
      bounced: 0.05,
      unsubscribed: 0.005,
      skipped: 0.2,
    });
    assert.equal(ratesOf({ taskCompleted: 3, taskSkipped: 1 }).skipped, 0.25);
    assert.deepEqual(
      Object.values(ratesOf({})),
      Array.from({ length: 7 }, () => null),
    );
  });

  test('D9: the reply rate is of all whose sequence is over, finished or stopped', () => {
    const summary = summaryOf({ enrolled: 100, finished: 30, stopped: 20, replied: 15 });
    assert.deepEqual(summary, {
      active: 50,
      finished: 30,
      replyRate: { repliers: 15, total: 50, rate: 0.3 },
    });
    assert.equal(summaryOf({ enrolled: 3 }).replyRate.rate, null);
  });

  test('D9: the reply rate is never above one: with more repliers than are through it is not told yet', () => {
    const summary = summaryOf({ enrolled: 5, finished: 1, replied: 3 });
    assert.deepEqual(summary.replyRate, { repliers: 3, total: 1, rate: null });
    assert.equal(summaryOf({ enrolled: 5, finished: 3, replied: 3 }).replyRate.rate, 1);
  });
});

describe('the list of sequences', () => {
  test('D9: tells steps, leads and creator of each, in the order asked for, in pages', async () => {
    const w = sequenceWorld(start);
    await seed(w, { steps: [{}], leads: [{ id: lead(0) }, { id: lead(1) }] });
    const admin = w.as('ada', 'admin');
    await admin('PUT', '/v1/users/ada', {
      body: { name: 'Ada Pop', email: 'ada@acme.example', zone: 'Europe/Paris', role: 'admin' },
    });
    const step = (id: string) => ({
      id,
      name: id,
      type: 'automated-mail',
      wait: { amount: 0, unit: 'days' },
      templateId: 'mail',
    });
    for (const [id, name, count] of [
      ['one', 'Zebra', 1],
      ['two', 'alpha', 3],
      ['three', 'Mango', 2],
    ] as const) {
      const steps = Array.from({ length: count }, (_, index) => step(`s${index}`));
      await admin('PUT', `/v1/sequences/${id}`, { body: { name, draft: { steps } } });
      if (id === 'two') await admin('POST', '/v1/sequences/two/publish', { headers: { 'if-match': '*' } });
    }
    const body = { leadIds: [lead(0), lead(1)], sequenceId: 'two' };
    await w.as(SENDER, 'user')('POST', '/v1/enrollments', { body });
    await w.flow();

    const list = async (query: Record<string, string>) =>
      (await admin('GET', '/v1/sequences', { query })).body;
    const { items } = await list({ name: 'ALPHA' });
    const { steps, enrolled, active, creator, publishedAt } = items[0];
    assert.deepEqual([steps, enrolled, active, creator, publishedAt], [3, 2, 2, 'Ada Pop', textOf(start)]);
    const ids = async (query: Record<string, string>) => (await list(query)).items.map(({ id }: any) => id);
    assert.deepEqual(await ids({ sort: 'name' }), ['two', 'three', 'spring', 'one']);
    assert.deepEqual(await ids({ sort: 'enrolled', order: 'desc', limit: '1' }), ['two']);
    assert.deepEqual(await ids({ status: 'draft', sort: 'steps' }), ['one', 'three']);
    const first = await list({ sort: 'name', limit: '3' });
    assert.deepEqual(await ids({ sort: 'name', limit: '3', cursor: first.cursor }), ['one']);
    assert.equal((await admin('GET', '/v1/sequences', { query: { cursor: 'x' } })).status, 400);
  });
});
