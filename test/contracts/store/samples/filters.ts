import type { Engagement } from '#shared/domain/filters/engagement.ts';
import type { SavedFilter } from '#shared/domain/filters/filter.ts';
import { at } from '#test/support/at.ts';
import { organisation } from './organisation.ts';
import { lead } from './people.ts';

// What is known of a lead and a filter, with all optional fields.

export const engagement: Engagement = {
  organisation,
  leadId: lead.id,
  revision: 3,
  lastMailAt: at('2027-03-01T08:00:00.000Z'),
  lastSmsAt: at('2027-03-02T08:00:00.000Z'),
  lastCallAt: at('2027-03-03T08:00:00.000Z'),
  lastReplyAt: at('2027-03-04T08:00:00.000Z'),
  lastTaskDoneAt: at('2027-03-05T08:00:00.000Z'),
};

export const savedFilter: SavedFilter = {
  organisation,
  id: 'stale-offers',
  revision: 2,
  name: 'Offers without an answer',
  over: 'offer',
  filter: {
    all: [
      { field: 'record.status', is: 'one-of', value: ['sent', 'draft'] },
      { field: 'record.sentAt', is: 'more-than-days-after', value: 72, unit: 'hours' },
      { field: 'record.amount', is: 'at-least', value: { amount: 100, currency: 'EUR' } },
      { none: [{ any: [{ field: 'score', is: 'between', value: [1, 2] }] }] },
    ],
  },
  shared: true,
  createdBy: 'u1',
  createdAt: at('2027-03-01T08:00:00.000Z'),
  changedAt: at('2027-03-02T08:00:00.000Z'),
};
