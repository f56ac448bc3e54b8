import { defaultSettings } from '#shared/domain/settings/settings.ts';
import { slotKey } from '#shared/domain/lanes/slot-key.ts';
import type { Account, Group, Lead, User } from '#shared/domain/people/people.ts';
import type { SuppressedAddress } from '#shared/domain/people/suppression.ts';
import type { Score } from '#shared/domain/scoring/score.ts';
import type { SettingsOfLevel } from '#shared/domain/settings/settings.ts';
import { at, day, zoneNamed, enrollmentNamed } from '#test/support/at.ts';
import { organisation } from './organisation.ts';

// People and what is known of them, with all optional fields.

export const settings: SettingsOfLevel = {
  organisation,
  scope: 'group.g1',
  revision: 1,
  values: {
    ...defaultSettings,
    mailDelay: { kind: 'random', minSeconds: 60, maxSeconds: 180 },
    maxTasksPerDay: null,
    holidays: { country: 'FR', extra: [day('2027-05-14')] },
    taskLateness: { call: 30 },
    skipReasons: { reasons: [{ id: 'r1', label: 'Wrong number' }], compulsoryFor: ['call'] },
  },
};

export const user: User = {
  organisation,
  id: 'u1',
  revision: 1,
  name: 'Ana Pop',
  email: 'ana@acme.example',
  phone: '+40722000000',
  role: 'manager',
  zone: zoneNamed('Europe/Bucharest'),
  groupIds: ['g1'],
  signature: 'Ana',
  active: true,
};

export const group: Group = { organisation, id: 'g1', revision: 1, name: 'North', priority: 2 };

export const account: Account = {
  organisation,
  id: 'a1',
  revision: 1,
  name: 'Initech',
  domain: 'initech.example',
  fields: { size: '50' },
};

export const lead: Lead = {
  organisation,
  id: 'k3v9x2m1p0q8w7e6',
  revision: 1,
  status: 'lead',
  ownerId: 'u1',
  accountId: 'a1',
  firstName: 'Élise',
  lastName: 'Martin',
  title: 'CTO',
  email: 'elise@initech.example',
  phone: '+33612345678',
  zone: zoneNamed('Europe/Paris'),
  language: 'fr',
  country: 'FR',
  fields: { source: 'fair' },
  suppression: {
    unsubscribedAt: at('2027-03-01T08:00:00.000Z'),
    bouncedAt: at('2027-03-02T08:00:00.000Z'),
    complainedAt: at('2027-03-03T08:00:00.000Z'),
    byHandAt: at('2027-03-03T09:00:00.000Z'),
  },
  convertedAt: at('2027-03-04T08:00:00.000Z'),
  disqualifiedAt: at('2027-03-05T08:00:00.000Z'),
  reopenedAt: at('2027-03-06T08:00:00.000Z'),
  ownerChange: {
    id: '7',
    from: 'u2',
    to: 'u1',
    at: at('2027-03-06T08:00:00.000Z'),
    by: 'u3',
    because: {
      kind: 'workflow',
      workflow: 'lead-replied',
      run: 'k3v9x2m1p0q8w7e6.w1',
      chain: ['lead-replied'],
    },
  },
  createdAt: at('2027-01-04T08:00:00.000Z'),
};

export const score: Score = {
  organisation,
  leadId: lead.id,
  revision: 1,
  value: 20.123456789,
  at: at('2027-03-16T09:00:00.000Z'),
  qualifiedAt: at('2027-03-16T09:00:00.000Z'),
  latest: [
    {
      key: slotKey(enrollmentNamed('e1.q1.1'), 's1'),
      reason: 'mailOpened',
      points: 1,
      at: at('2027-03-15T09:00:00.123Z'),
      appliedAt: at('2027-03-15T09:00:01.999Z'),
      step: 's1',
      before: 0,
      after: 1,
      source: { level: 'default', id: 'default' },
    },
    {
      key: slotKey(enrollmentNamed('e2.q1.1'), 's1'),
      reason: 'replied',
      points: 20,
      at: at('2027-03-16T09:00:00.000Z'),
      appliedAt: at('2027-03-16T09:00:01.000Z'),
      before: 0.98,
      after: 20.12,
      source: { level: 'group', id: 'g1' },
      qualifiedBy: 20,
    },
  ],
};

export const suppression: SuppressedAddress = {
  organisation,
  id: 'm4v7b1zck3j9x0q2',
  revision: 2,
  address: 'elise@initech.example',
  reason: 'unsubscribed',
  at: at('2027-03-01T08:00:00.000Z'),
  addedAt: at('2027-03-02T08:00:00.000Z'),
  source: 'user',
  by: 'u1',
  note: 'on the phone',
  leadId: lead.id,
  lifted: { at: at('2027-03-03T08:00:00.000Z'), by: 'u1', note: 'asked to hear from us again' },
};
