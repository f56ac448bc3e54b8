import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leadPayload } from '#shared/domain/webhooks/payload.ts';
import { account, lead, user } from '#test/contracts/store/samples/people.ts';
import { at } from '#test/support/at.ts';

test('A14: what a webhook is told has every moment as text, those of the last change of owner too', () => {
  const because = { kind: 'lead', fact: 'replied', at: at('2027-03-02T08:00:00Z') } as const;
  const ownerChange = { id: '7', from: 'u2', to: 'u1', at: at('2027-03-06T08:00:00Z'), because };
  const told = leadPayload({
    button: 'convert',
    at: at('2027-03-15T09:00:00Z'),
    by: 'u1',
    lead: { ...lead, ownerChange },
    account,
    owner: user,
  });
  const { timestamp, data } = JSON.parse(told);
  assert.equal(timestamp, '2027-03-15T09:00:00.000Z');
  const { createdAt, convertedAt, disqualifiedAt, reopenedAt } = data.lead;
  assert.deepEqual(
    [createdAt, convertedAt, disqualifiedAt, reopenedAt],
    [
      '2027-01-04T08:00:00.000Z',
      '2027-03-04T08:00:00.000Z',
      '2027-03-05T08:00:00.000Z',
      '2027-03-06T08:00:00.000Z',
    ],
  );
  assert.deepEqual(data.lead.ownerChange, {
    ...ownerChange,
    at: '2027-03-06T08:00:00.000Z',
    because: { ...because, at: '2027-03-02T08:00:00.000Z' },
  });
});
