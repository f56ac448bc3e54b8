import { EVERY_ORGANISATION } from '#shared/domain/holds/hold.ts';
import { noEnrollments } from '#shared/domain/reconciliation/enrollment-counts.ts';
import type { Job } from '#shared/domain/jobs/job.ts';
import { at } from '#test/support/at.ts';
import type { KeptAnswer } from '#shared/domain/idempotency/kept-answer.ts';
import type { Marker } from '#shared/domain/idempotency/marker.ts';
import type { StoredRequest } from '#shared/domain/idempotency/stored-request.ts';
import { organisation } from './organisation.ts';

// Jobs and what makes requests idempotent, with all optional fields.

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

export const sweepPart = {
  organisation: EVERY_ORGANISATION,
  id: '1-of-4',
  revision: 1,
  counted: { at: at('2027-03-01T03:00:00.000Z'), counts: [{ organisation, counts: noEnrollments() }] },
  round: {
    reads: 'under-way' as const,
    begunAt: at('2027-03-01T09:00:00.000Z'),
    cursor: 'after-some',
    counts: [],
  },
};
