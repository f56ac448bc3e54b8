import { defaultSettings } from '#shared/domain/settings/settings.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { slotKey } from '#shared/domain/lanes/slot-key.ts';
import type { LaneDay } from '#shared/domain/lanes/lane.ts';
import type { Account, Group, Lead, User } from '#shared/domain/people/people.ts';
import type { SuppressedAddress } from '#shared/domain/people/suppression.ts';
import type { Hold } from '#shared/domain/holds/hold.ts';
import type { Job } from '#shared/domain/jobs/job.ts';
import type { Sequence, Step, StoredVersion } from '#shared/domain/sequences/step.ts';
import type { Score } from '#shared/domain/scoring/score.ts';
import type { SettingsOfLevel } from '#shared/domain/settings/settings.ts';
import type { Task } from '#shared/domain/tasks/task.ts';
import type { Template } from '#shared/domain/templates/template.ts';
import type { WebhookDelivery } from '#shared/domain/webhooks/delivery.ts';
import type { WebhookRotation } from '#shared/domain/webhooks/rotation.ts';
import type { WorkflowRun } from '#shared/domain/workflows/run.ts';
import type { Workflow } from '#shared/domain/workflows/workflow.ts';
import type { SendingDomain } from '#shared/domain/sending-domains/sending-domain.ts';
import type { StoredShortLink } from '#shared/domain/tracking/short-link.ts';
import type { StoredHit } from '#shared/domain/tracking/tracking-hit.ts';
import { at, day, zoneNamed, enrollmentNamed, laneNamed } from '#test/support/at.ts';
import type { KeptAnswer } from '#shared/domain/idempotency/kept-answer.ts';
import type { Marker } from '#shared/domain/idempotency/marker.ts';
import type { StoredRequest } from '#shared/domain/idempotency/stored-request.ts';

/** One of every noun, with all of its optional fields. */
export const organisation = 'acme';

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

export const enrollment: Enrollment = {
  organisation,
  id: enrollmentNamed(`${lead.id}.q1.1`),
  revision: 1,
  leadId: lead.id,
  sequenceId: 'q1',
  version: 2,
  pinned: true,
  userId: 'u1',
  done: ['s0'],
  messages: { s0: '0100018e-1' },
  subjects: [{ subject: 'Hello Zoé', steps: ['s0'] }],
  state: {
    status: 'backlogged',
    step: 's1',
    due: at('2027-03-15T09:00:00.000Z'),
    lane: laneNamed('u1.mail'),
    priority: 0,
    opensOn: day('2027-03-16'),
  },
  claim: { step: 's1', attempt: 2, at: at('2027-03-15T09:00:00.000Z') },
  attempts: 2,
  enrolledAt: at('2027-03-01T08:00:00.000Z'),
  repliedAt: at('2027-03-02T08:00:00.000Z'),
  request: 'import-7',
  events: [
    {
      type: 'queued',
      step: 's1',
      version: 2,
      due: at('2027-03-15T09:00:00.000Z'),
      lane: laneNamed('u1.mail'),
      priority: 0,
      opensOn: day('2027-03-16'),
      because: [
        { kind: 'setting', setting: 'maxMailsPerDay', source: { level: 'group', id: 'g1' } },
        { kind: 'step', rule: 'wait' },
        { kind: 'calendar', rule: 'dst-gap' },
        { kind: 'lead', fact: 'auto-replied', at: at('2027-03-02T08:00:00.000Z') },
        { kind: 'lead', fact: 'replied' },
        { kind: 'person', userId: 'u1', note: 'later: please' },
        { kind: 'provider', code: '550', message: 'no: such user' },
        { kind: 'content', missing: ['lead.firstName'] },
        { kind: 'engine', rule: 'late-wake-up' },
      ],
    },
  ],
  changedAt: at('2027-03-15T09:00:01.000Z'),
};

export const laneDay: LaneDay = {
  organisation,
  lane: laneNamed('u1.mail'),
  date: day('2027-03-28'),
  revision: 1,
  slots: [
    {
      key: slotKey(enrollmentNamed('e1.q1.1'), 's1'),
      at: at('2027-03-27T10:00:00.000Z'),
      gap: 0,
      due: at('2027-03-27T10:00:00.000Z'),
      priority: 0,
    },
    {
      key: slotKey(enrollmentNamed('e2.q1.1'), 's1'),
      at: at('2027-03-28T07:00:00.000Z'),
      gap: 86_400,
      due: at('2027-03-02T09:30:00.000Z'),
      priority: 1,
    },
    {
      key: slotKey(enrollmentNamed('e3.q1.1'), 's1'),
      at: at('2027-03-29T11:59:59.000Z'),
      gap: 61,
      due: at('2027-03-29T11:58:59.000Z'),
      priority: 0,
    },
  ],
};

export const task: Task = {
  organisation,
  id: `${lead.id}.q1.1.s2`,
  revision: 1,
  userId: 'u1',
  leadId: lead.id,
  enrollmentId: enrollment.id,
  step: 's2',
  type: 'call',
  name: 'Call Élise',
  status: 'completed',
  openedAt: at('2027-03-15T09:00:00.000Z'),
  templateId: 'call',
  reassigned: { by: 'u2', from: 'u2', at: at('2027-03-15T09:05:00.000Z') },
  closedAt: at('2027-03-15T09:10:00.000Z'),
  closedBy: 'u1',
  outcome: 'answered',
  sentAt: at('2027-03-15T09:10:00.000Z'),
  durationSeconds: 95,
};

export const job: Job = {
  organisation,
  id: 'j1',
  revision: 1,
  kind: 'enroll-leads',
  status: 'running',
  createdBy: 'u1',
  createdAt: at('2027-03-15T09:00:00.000Z'),
  strict: true,
  owners: ['u1'],
  sequenceId: 'q1',
  userId: 'u1',
  phase: 'write',
  slices: 3,
  position: { byte: 1024, line: 12 },
  header: ['email', 'firstName'],
  delimiter: ';',
  totalBytes: 4096,
  progress: { read: 11, accepted: 9, unchanged: 1, rejected: 1 },
  rejected: [{ line: 3, column: 'email', reason: 'not an address' }],
  rejectedParts: ['j1/rejected-1.csv'],
  warned: [{ line: 4, reason: 'the lead has unsubscribed' }],
  warnedParts: ['j1/warned-1.csv'],
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

export const webhookDelivery: WebhookDelivery = {
  organisation,
  id: `${lead.id}-c-lm2abc3d`,
  revision: 2,
  leadId: lead.id,
  ownerId: 'u1',
  button: 'convert',
  scope: 'group.g1',
  type: 'lead.converted',
  at: at('2027-03-15T09:00:00.000Z'),
  by: 'u1',
  body: '{"type":"lead.converted"}',
  confirmed: true,
  state: { status: 'pending', nextAt: at('2027-03-15T09:01:00.000Z'), tries: 1 },
  attempts: [
    {
      at: at('2027-03-15T09:00:00.000Z'),
      durationMs: 12,
      status: 500,
      error: 'It answered 500.',
      answer: 'Oops',
    },
  ],
  createdAt: at('2027-03-15T09:00:00.000Z'),
  expiresAt: 1_805_000_000,
};

export const webhookRotation: WebhookRotation = {
  organisation,
  id: 'current',
  revision: 1,
  number: 1,
  rotatedAt: at('2027-03-15T09:00:00.000Z'),
};

export const sendingDomain: SendingDomain = {
  organisation,
  id: 'own',
  revision: 1,
  domain: 'acme.example',
  linkHost: 'go.acme.example',
  hostRecord: 'cname',
  ownership: 'k3v9x2m1p0q8w7e6',
  dkim: ['aaa', 'bbb', 'ccc'],
  dkimZone: 'dkim.amazonses.com',
  state: 'failed',
  provider: 'pending',
  verdicts: [{ record: 'links', verdict: 'different', found: ['other.example'], mend: 'Mend it.' }],
  checkedAt: at('2027-03-01T08:00:00.000Z'),
  leaving: ['old.example'],
  createdAt: at('2027-03-01T07:00:00.000Z'),
};

export const hit: StoredHit = {
  organisation,
  id: 'k3v9x2m1p0q8w7e6.q1.1.s1.0.20270301080000.m',
  revision: 1,
  enrollment: enrollmentNamed('k3v9x2m1p0q8w7e6.q1.1'),
  step: 's1',
  sentAt: at('2027-03-01T07:00:00.000Z'),
  what: 'clicked',
  channel: 'mail',
  at: at('2027-03-01T08:00:00.000Z'),
  link: { target: 'https://acme.example/demo', name: 'demo', number: 0, of: 2 },
  machine: { rule: 'network', sign: 'Mimecast' },
  expiresAt: 1_803_974_400,
};

export const shortLink: StoredShortLink = {
  organisation,
  id: 'aB3_dE5-gH',
  revision: 1,
  enrollment: enrollmentNamed('k3v9x2m1p0q8w7e6.q1.1'),
  step: 's1',
  sentAt: at('2027-03-01T08:00:00.000Z'),
  target: 'https://acme.example/demo',
  name: 'demo',
  number: 0,
  of: 2,
  expiresAt: 1_838_880_000,
};

export const keptAnswer: KeptAnswer = {
  organisation,
  id: 'key-1',
  revision: 1,
  fingerprint: 'f',
  answer: '[]',
  expiresAt: 1_805_000_000,
};

export const marker: Marker = {
  organisation,
  id: 'message-1.opened',
  revision: 1,
  first: 'event-1',
  expiresAt: 1_838_880_000,
};

export const request: StoredRequest = {
  organisation,
  id: 'key-1',
  revision: 1,
  fingerprint: 'f',
  status: 201,
  body: '{}',
  expiresAt: 1_805_000_000,
};

export const hold: Hold = {
  organisation,
  id: 'sender.u1.mail',
  revision: 2,
  level: 'sender',
  channel: 'mail',
  userId: 'u1',
  reason: { kind: 'provider', code: 'MessageRejected', message: 'Email address is not verified.' },
  since: at('2027-03-01T08:00:00.000Z'),
  until: at('2027-03-02T08:00:00.000Z'),
  probe: { at: at('2027-03-01T08:10:00.000Z'), enrollment: enrollmentNamed('k3v9x2m1p0q8w7e6.q1.1') },
  refusals: 2,
};

export const workflow: Workflow = {
  organisation,
  id: 'q1.call-longer-than',
  revision: 2,
  name: 'Long calls',
  sequenceId: 'q1',
  trigger: { type: 'call-longer-than', seconds: 120 },
  actions: [
    { type: 'change-owner', userId: 'u1' },
    { type: 'pause-sequence', amount: 3, unit: 'days' },
    { type: 'move-to-sequence', sequenceId: 'q2' },
    { type: 'go-to-last-step' },
    { type: 'stop-sequence' },
    { type: 'change-integration-status', accountStatus: 'New', leadStatus: 'Open' },
  ],
  active: true,
  createdBy: 'u1',
  createdAt: at('2027-03-01T08:00:00.000Z'),
};

export const workflowRun: WorkflowRun = {
  organisation,
  id: 'k3v9x2m1p0q8w7e6.m4v7b1zck3j9x0q2',
  revision: 3,
  leadId: 'k3v9x2m1p0q8w7e6',
  workflowId: 'q1.link-clicked',
  name: 'Demo',
  cause: {
    organisation,
    leadId: 'k3v9x2m1p0q8w7e6',
    activityId: 'event-1',
    at: at('2027-03-01T08:00:00.000Z'),
    enrollmentId: enrollmentNamed('k3v9x2m1p0q8w7e6.q1.1'),
    sequenceId: 'q1',
    chain: ['lead-added'],
    trigger: 'link-clicked',
    key: 'message-1 https://acme.example/demo',
    seconds: 30,
    links: ['demo', 'https://acme.example/demo'],
  },
  enrollmentIds: [enrollmentNamed('k3v9x2m1p0q8w7e6.q1.1')],
  actions: [{ type: 'stop-sequence' }, { type: 'change-owner', userId: 'u1' }],
  outcomes: [
    { kind: 'unchanged', at: at('2027-03-01T08:00:01.000Z'), why: 'It is stopped.' },
    { kind: 'failed', at: at('2027-03-01T08:00:02.000Z'), why: 'There is no user u1.' },
  ],
  state: { status: 'waiting', until: at('2027-03-01T08:01:02.000Z'), tries: 1 },
  startedAt: at('2027-03-01T08:00:00.000Z'),
  changedAt: at('2027-03-01T08:00:02.000Z'),
};
