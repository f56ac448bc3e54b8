import type { Automation } from '#shared/domain/automations/automation.ts';
import type { Match } from '#shared/domain/automations/match.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import { organisation } from './organisation.ts';

// An automation and a match of it, with all optional fields.

export const automation: Automation = {
  organisation,
  id: 'open-offers',
  revision: 3,
  name: 'Offers without an answer',
  filterId: 'offers',
  steps: [
    {
      id: 'ask',
      name: 'Ask',
      action: 'mail-to-user',
      delayDays: 1,
      on: 'working-days',
      from: '09:00',
      templateId: 't1',
      userId: 'u1',
      to: { kind: 'managers' },
    },
    { id: 'text', name: 'Text', action: 'sms-to-client', delayDays: 4, on: 'monday', quietHours: 'defer' },
  ],
  repeats: { kind: 'again', minDays: 30 },
  whenItEnds: 'stop',
  unsubscribeLink: { language: 'ro' },
  active: {
    since: at('2027-03-01T08:00:00.000Z'),
    by: 'u1',
    scope: 'new',
    over: 'offer',
    filter: { all: [{ field: 'record.status', is: 'is', value: 'sent' }] },
  },
  createdBy: 'u1',
  createdAt: at('2027-02-01T08:00:00.000Z'),
};

export const match: Match = {
  organisation,
  id: 'open-offers.offer.m4v7b1zck3j9x0q2',
  revision: 4,
  automationId: 'open-offers',
  subject: { kind: 'record', id: 'offer.m4v7b1zck3j9x0q2' },
  matching: true,
  since: at('2027-03-05T08:00:00.000Z'),
  times: 2,
  takenAt: at('2027-03-05T08:00:00.000Z'),
  pending: 'enroll',
  enrollmentId: enrollmentNamed('k3v9x2m1p0q8w7e6.open-offers.1'),
  obstacle: 'no-owner',
  wakesAt: at('2027-03-09T08:00:00.000Z'),
  changedAt: at('2027-03-05T08:00:00.000Z'),
};
