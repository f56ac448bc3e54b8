import type { WorkflowRun } from '#shared/domain/workflows/run.ts';
import type { Workflow } from '#shared/domain/workflows/workflow.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import { organisation } from './organisation.ts';

// Workflows and their runs, with all optional fields.

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
