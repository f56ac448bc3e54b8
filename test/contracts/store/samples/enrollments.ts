import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { slotKey } from '#shared/domain/lanes/slot-key.ts';
import type { DayPart } from '#shared/domain/lanes/day-parts.ts';
import type { Hold } from '#shared/domain/holds/hold.ts';
import type { Task } from '#shared/domain/tasks/task.ts';
import { at, day, enrollmentNamed, laneNamed } from '#test/support/at.ts';
import { organisation } from './organisation.ts';
import { lead } from './people.ts';

// An enrollment and what it waits in or for, with all optional fields.

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
  recordId: 'contract.m4v7b1zck3j9x0q2',
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

export const laneDay: Extract<DayPart, { part: 'recent' }> = {
  part: 'recent',
  gone: [],
  earlier: 0,
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
