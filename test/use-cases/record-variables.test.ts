import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deletedRecord } from '#shared/domain/records/delete-record.ts';
import type { StoredRecord } from '#shared/domain/records/record.ts';
import { loadMissing } from '#shared/use-cases/forecasts/missing-content.ts';
import { loadSender } from '#shared/use-cases/people/load-sender.ts';
import { showTask } from '#shared/use-cases/tasks/show-tasks.ts';
import { at } from '#test/support/at.ts';
import { id, living, start } from '#test/support/recorded.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE, type World } from '#test/support/world.ts';

const offer: StoredRecord = {
  organisation,
  id: 'offer.m4v7b1zck3j9x0q2',
  revision: 1,
  typeId: 'offer',
  sourceId: '2027/001',
  leadId: 'lead1',
  ownerId: SENDER,
  values: {
    number: '2027/001',
    amount: { amount: 1_234.5, currency: 'EUR' },
    sentAt: '2026-11-20T08:00:00.000Z',
    validUntil: '2026-12-24',
  },
  createdAt: start,
  changedAt: start,
  events: [],
};

const text = '{{ record.type }} {{ record.number }}: {{ record.amount }}, {{ record.validUntil }}';

/** A world in which a lead is enrolled in one step; its templates have a text, its enrollment is about a record. */
async function about(
  {
    type,
    body = text,
    fallbacks = {},
  }: { type: 'automated-mail' | 'call'; body?: string; fallbacks?: object },
  record: StoredRecord = offer,
): Promise<World> {
  const w = await living({ steps: [{ type }] });
  const { templates, records, enrollments } = w.ports.store;
  for (const kind of ['mail', 'task'] as const) {
    const template = await templates.get(organisation, kind);
    assert.ok(template);
    const texts = kind === 'mail' ? { html: `<p>${body}</p>`, textFromHtml: body } : { text: body };
    await templates.put({ ...template, ...texts, fallbacks: { ...fallbacks }, revision: 2 }, 1);
  }
  await records.put(record, 'absent');
  const enrollment = await w.enrollment(id);
  // Under its revision, which its wake-up names.
  await enrollments.put({ ...enrollment, recordId: record.id }, enrollment.revision);
  return w;
}

const end = at('2026-11-23T20:00:00.000Z');

describe('what a message tells of the record that it is about', () => {
  test('D8, E1: a template reaches the fields of the record, its type and its id, plainly', async () => {
    const w = await about({ type: 'automated-mail', body: `${text} ({{ record.id }})` });
    await w.run(end);
    assert.equal(
      w.mailer.sent[0]?.message.text.split('\n')[0],
      'Offer 2027/001: 1,234.50 EUR, 2026-12-24 (offer.m4v7b1zck3j9x0q2)',
    );
    assert.equal((await w.enrollment(id)).recordId, offer.id);
  });

  test('D8, E1: filters work on its values as on others', async () => {
    const body = '{{ record.sentAt | date: "%d.%m.%Y" }} {{ record.number | split: "/" | last }}';
    const w = await about({ type: 'automated-mail', body });
    await w.run(end);
    assert.equal(w.mailer.sent[0]?.message.text.split('\n')[0], '20.11.2026 001');
  });

  test('D8, E1: a value that is missing has its fallback, or the enrollment waits for a person', async () => {
    const without = { ...offer, values: { number: '7' } };
    const filled = await about(
      { type: 'automated-mail', fallbacks: { 'record.amount': 'as agreed', 'record.validUntil': 'always' } },
      without,
    );
    await filled.run(end);
    assert.equal(filled.mailer.sent[0]?.message.text.split('\n')[0], 'Offer 7: as agreed, always');
    const held = await about({ type: 'automated-mail' }, without);
    await held.run(end);
    assert.equal(held.mailer.sent.length, 0);
    const { state } = await held.enrollment(id);
    assert.equal(state.status, 'paused');
    assert.deepEqual('because' in state && state.because, {
      kind: 'content',
      missing: ['record.amount', 'record.validUntil'],
    });
  });

  test('D8, E1: nothing goes out about a record that was deleted, nor about none', async () => {
    const gone = await about(
      { type: 'automated-mail', body: '{{ record.type }}' },
      { ...deletedRecord(offer, SENDER, start), revision: 2 },
    );
    await gone.run(end);
    assert.equal((await gone.enrollment(id)).state.status, 'paused');
    const w = await living({ steps: [{ type: 'automated-mail' }] });
    const mail = await w.ports.store.templates.get(organisation, 'mail');
    assert.ok(mail);
    await w.ports.store.templates.put({ ...mail, html: '<p>{{ record.number }}</p>', revision: 2 }, 1);
    await w.run(end);
    assert.equal((await w.enrollment(id)).state.status, 'paused');
  });

  test('D8, E1: a user in a field is told by name', async () => {
    const w = await about(
      { type: 'automated-mail', body: '{{ record.adviser }}' },
      { ...offer, id: 'case.m4v7b1zck3j9x0q2', typeId: 'case', values: { adviser: SENDER } },
    );
    const fields = [{ name: 'adviser', type: 'user' as const }];
    await w.ports.store.recordTypes.put(
      { organisation, id: 'case', revision: 1, name: 'Case', fields },
      'absent',
    );
    await w.run(end);
    assert.equal(w.mailer.sent[0]?.message.text.split('\n')[0], 'Anne');
  });

  test('D2, E1: a task tells of the record too', async () => {
    const w = await about({ type: 'call' });
    await w.run(end);
    const task = await w.ports.store.tasks.get(organisation, `${id}.s1`);
    assert.ok(task);
    const { instructions } = await showTask(w.ports, task, end);
    assert.equal(instructions, 'Offer 2027/001: 1,234.50 EUR, 2026-12-24');
  });

  test('F1, E1: a forecast knows what is missing of the record', async () => {
    const w = await about(
      { type: 'automated-mail' },
      { ...offer, values: { number: '7', amount: { amount: 1, currency: 'EUR' } } },
    );
    const { store } = w.ports;
    const [enrollment, lead, sender, version, sequence] = await Promise.all([
      w.enrollment(id),
      store.leads.get(organisation, 'lead1'),
      loadSender(store, organisation, SENDER),
      store.versions.get(organisation, `${SEQUENCE}.1`),
      store.sequences.get(organisation, SEQUENCE),
    ]);
    assert.ok(lead && sender && version);
    const of = { enrollment, lead, sender, asked: false };
    const known = { version: () => version, sequence: () => sequence };
    const missing = await loadMissing(w.ports, organisation, [of], known);
    const [step] = version.steps;
    assert.ok(step && missing);
    assert.deepEqual(missing(step, of, sender), ['record.validUntil']);
  });
});
