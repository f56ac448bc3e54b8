import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ActivityEvent } from '#shared/domain/activity/activity.ts';
import type { MatchMessage, Subject } from '#shared/domain/automations/match.ts';
import type { Filter } from '#shared/domain/filters/filter.ts';
import type { FactsPart } from '#shared/domain/filters/filter-facts.ts';
import { partsOfActivities } from '#shared/domain/filters/parts-changed.ts';
import { requestLooks, requestLooksOfActivities } from '#shared/use-cases/matching/request-looks.ts';
import { automationWorld, mailStep, type AutomationWorld } from '#test/support/automation-world.ts';
import { ORGANISATION as organisation, SEQUENCE } from '#test/support/world.ts';

const because = { kind: 'engine', rule: 'all-steps-done' } as const;
const onMessage = { step: 's1', messageId: 'm1' };
const addresses = { sender: 'anne@example.com', recipient: 'zoe@example.com' };
const sent: ActivityEvent = {
  type: 'sent',
  ...onMessage,
  channel: 'mail',
  ...addresses,
  contentHash: '0'.repeat(64),
};
const opened: ActivityEvent = { type: 'opened', ...onMessage, machine: false, again: false };
const points = { reason: 'mailOpened', points: 1, before: 0, after: 1, cause: 'a0' } as const;
const events: ActivityEvent[] = [
  sent,
  opened,
  { type: 'delivered', ...onMessage },
  { type: 'converted', by: 'anne' },
  { type: 'scored', ...points, because },
  { type: 'finished', because },
];

async function worldWith(filter: Filter): Promise<AutomationWorld> {
  const w = await automationWorld('2027-03-08T08:00:00.000Z');
  await w.automate({ filter, steps: [mailStep] });
  w.queue.matches.splice(0);
  return w;
}

const subjectsOf = ({ subject }: MatchMessage): Subject[] =>
  subject.kind === 'several' ? subject.subjects : [];

describe('what happens to a lead has it looked at where a filter reads what that changes', () => {
  const filters: { filter: Filter; looksAfter: ActivityEvent['type'][] }[] = [
    { filter: { field: 'record.status', is: 'is', value: 'sent' }, looksAfter: [] },
    { filter: { field: 'lastMailAt', is: 'is-set' }, looksAfter: ['sent'] },
    { filter: { field: 'score', is: 'at-least', value: 10 }, looksAfter: ['scored'] },
    { filter: { field: `sequence.${SEQUENCE}`, is: 'in-sequence' }, looksAfter: ['finished'] },
  ];
  for (const { filter, looksAfter } of filters) {
    test(`E1: ${JSON.stringify(filter)}`, async () => {
      const w = await worldWith(filter);
      const looked: ActivityEvent['type'][] = [];
      for (const event of events) {
        const activity = { organisation, leadId: 'lead1', at: w.clock.now(), id: 'a1', events: [event] };
        await requestLooksOfActivities(w.ports, [activity, { ...activity, id: 'a2' }]);
        const asked = w.queue.matches.splice(0);
        if (asked.length === 0) continue;
        looked.push(event.type);
        assert.deepEqual(asked.map(subjectsOf), [[{ kind: 'lead', id: 'lead1' }]]);
      }
      assert.deepEqual(looked, looksAfter);
    });
  }

  test('E1: whatever filters read is changed by activities, or its own change is followed', () => {
    const followed = { lead: true, account: true, record: true, records: true } as const;
    const ofActivities = { score: true, engagement: true, enrollments: true } as const;
    const every: Record<FactsPart, true> = { ...followed, ...ofActivities };
    assert.deepEqual(new Set([...partsOfActivities, ...Object.keys(followed)]), new Set(Object.keys(every)));
  });
});

test('E1: what changed is asked for ten to a message, each once', async () => {
  const w = await worldWith({ field: 'record.status', is: 'is', value: 'sent' });
  const ids = Array.from({ length: 23 }, (_, index) => `offer.${index}`);
  const changed = [...ids, ...ids].map((id) => ({ organisation, subject: { kind: 'record' as const, id } }));
  await requestLooks(w.ports, changed);
  const asked = w.queue.matches.map(subjectsOf);
  assert.deepEqual(
    asked.map(({ length }) => length),
    [10, 10, 3],
  );
  assert.deepEqual(
    asked.flat().map(({ id }) => id),
    ids,
  );
});
