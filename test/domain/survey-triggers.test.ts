import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActivityEvent } from '#shared/domain/activity/activity.ts';
import { firingsOf, meets } from '#shared/domain/workflows/triggers.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

/** What an event of a response fires. */
function fired(name: string, event: ActivityEvent) {
  const enrollmentId = enrollmentNamed('l1.care.1');
  const of = { organisation: 'acme', leadId: 'l1', enrollmentId, sequenceId: 'care' };
  return firingsOf({
    ...of,
    id: `l1.care.1#survey-${name}`,
    at: at('2027-03-01T08:00:00Z'),
    events: [event],
  });
}

test('B2, C5: a completed survey fires within the bounds that a workflow sets', () => {
  const [firing] = fired('completed', { type: 'survey-completed', survey: 'happy', score: 6, scale: '0-10' });
  assert.ok(firing?.trigger === 'survey-completed');
  const does = (values: object) => meets({ type: 'survey-completed', ...values }, firing);
  assert.deepEqual([{}, { survey: 'happy' }, { scoreUpTo: 6 }, { scoreFrom: 6, scoreUpTo: 8 }].map(does), [
    true,
    true,
    true,
    true,
  ]);
  assert.deepEqual([{ survey: 'other' }, { scoreUpTo: 5 }, { scoreFrom: 7 }].map(does), [
    false,
    false,
    false,
  ]);
  const [silent] = fired('completed', { type: 'survey-completed', survey: 'happy' });
  assert.ok(silent);
  assert.equal(meets({ type: 'survey-completed', scoreUpTo: 10 }, silent), false);
  assert.equal(meets({ type: 'survey-completed' }, silent), true);
});

test('B2, C5: an unhappy client and a request for service fire once for a response, a warning fires none of them', () => {
  const alert = (kind: 'warning' | 'unhappy-client' | 'service-request') =>
    fired(kind, { type: 'survey-alert', survey: 'happy', alert: kind, question: 'nps' });
  assert.deepEqual(
    alert('unhappy-client').map(({ trigger, key }) => [trigger, key]),
    [['client-unhappy', 'l1.care.1#survey-unhappy-client']],
  );
  assert.deepEqual(
    alert('service-request').map(({ trigger }) => trigger),
    ['service-requested'],
  );
  assert.deepEqual(alert('warning'), []);
});
