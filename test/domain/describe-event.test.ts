import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import type { ActivityEvent } from '#shared/domain/activity/activity.ts';
import { describeEvent } from '#shared/domain/activity/describe-event.ts';
import { toInstant } from '#shared/domain/time/instants.ts';

const names = { step: (id: string) => ({ hello: 'Hello', call: 'Call' })[id] ?? id };
const due = toInstant('2027-03-27T18:30:00.000Z');
const at = toInstant('2027-03-29T07:00:00.000Z');

const sentences: [ActivityEvent, string][] = [
  [{ type: 'enrolled', by: 'claire', version: 2 }, 'claire enrolled the lead, in version 2.'],
  [
    { type: 'planned', step: 'hello', version: 1, due: at, at, because: [] },
    '“Hello” is planned for 2027-03-29 07:00 UTC.',
  ],
  [
    {
      type: 'planned',
      step: 'hello',
      version: 1,
      due,
      at,
      because: [
        { kind: 'setting', setting: 'workingDays', source: { level: 'group', id: 'paris' } },
        { kind: 'calendar', rule: 'dst-gap' },
      ],
    },
    '“Hello” is planned for 2027-03-29 07:00 UTC instead of 2027-03-27 18:30 UTC: working days, decided for the group paris; the clocks go forward and that time of day does not exist.',
  ],
  [
    {
      type: 'deferred',
      step: 'hello',
      due,
      until: toInstant('2027-03-29T07:01:30.000Z'),
      because: [{ kind: 'setting', setting: 'mailDelay', source: { level: 'default', id: 'default' } }],
    },
    '“Hello” was deferred to 2027-03-29 07:01:30 UTC: the delay between two mails, the default.',
  ],
  [
    { type: 'skipped', step: 'hello', because: { kind: 'lead', fact: 'unsubscribed', at: due } },
    '“Hello” was skipped: the lead has unsubscribed (2027-03-27 18:30 UTC).',
  ],
  [
    { type: 'skipped', step: 'hello', because: { kind: 'content', missing: ['lead.firstName'] } },
    '“Hello” was skipped: nothing fills lead.firstName.',
  ],
  [
    { type: 'task-skipped', step: 'call', by: 'claire', reason: 'no-answer' },
    'claire skipped the task “Call” (“no-answer”).',
  ],
  [
    { type: 'paused', because: { kind: 'person', userId: 'claire', note: 'on holiday' } },
    'The sequence was paused until somebody resumes it: claire decided so (“on holiday”).',
  ],
  [
    { type: 'finished', because: { kind: 'engine', rule: 'all-steps-done' } },
    'The sequence is finished: every step is done or skipped.',
  ],
  [
    { type: 'bounced', permanent: true, detail: '550 no such user' },
    'A mail bounced for good (“550 no such user”).',
  ],
  [{ type: 'unsubscribed', by: 'one-click' }, 'The lead unsubscribed with one click.'],
];

describe('what happened is told in a sentence, with its reasons', () => {
  for (const [event, words] of sentences) {
    test(words, () => {
      assert.equal(describeEvent(event, names), words);
    });
  }
});
