import type { Sequence, Step, StoredVersion } from '#shared/domain/sequences/step.ts';
import type { Template } from '#shared/domain/templates/template.ts';
import { at } from '#test/support/at.ts';
import { organisation } from './organisation.ts';

// Sequences and their templates, with all optional fields.

export const template: Template = {
  organisation,
  id: 't1',
  revision: 1,
  kind: 'mail',
  name: 'Hello',
  subject: 'Hello {{ lead.firstName }}',
  html: '<p>Hello</p>',
  text: 'Hello',
  textFromHtml: 'Hello',
  fallbacks: { 'lead.firstName': 'there' },
  ownerId: 'u1',
  shared: true,
  createdAt: at('2027-01-04T08:00:00.000Z'),
};

const step: Step = {
  id: 's1',
  name: 'First mail',
  type: 'automated-reply',
  wait: { amount: 2, unit: 'working-days' },
  at: '09:30',
  weekdays: ['monday', 'friday'],
  templateId: 't1',
  inThreadOf: 's0',
};

export const sequence: Sequence = {
  organisation,
  id: 'q1',
  revision: 1,
  name: 'Welcome',
  status: 'active',
  draft: {
    steps: [step],
    unsubscribeLink: { language: 'ro' },
    stopOnReply: false,
    stopOnConversion: false,
  },
  currentVersion: 2,
  forNewOnly: [2],
  publishedAt: at('2027-01-05T08:00:00.000Z'),
  createdBy: 'u1',
  createdAt: at('2027-01-04T08:00:00.000Z'),
};

export const version: StoredVersion = {
  organisation,
  sequenceId: 'q1',
  version: 2,
  revision: 1,
  steps: [step],
  unsubscribeLink: { language: 'ro' },
  stopOnReply: false,
  stopOnConversion: false,
  publishedAt: at('2027-01-04T08:00:00.000Z'),
  publishedBy: 'u1',
};
