import type { Activity } from '../domain/activity/activity.ts';
import type { StoredShortLink } from '../domain/tracking/short-link.ts';
import type { StoredVisit } from '../domain/tracking/visit.ts';
import type { Enrollment } from '../domain/core/enrollment.ts';
import type { Hold } from '../domain/holds/hold.ts';
import type { Job } from '../domain/jobs/job.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { LaneDay } from '../domain/lanes/lane.ts';
import type { Account, Group, Lead, User } from '../domain/people/people.ts';
import type { SuppressedAddress } from '../domain/people/suppression.ts';
import type { SendingDomain } from '../domain/sending-domains/sending-domain.ts';
import type { Sequence, SequenceVersion } from '../domain/sequences/step.ts';
import type { Score } from '../domain/scoring/score.ts';
import type { SettingsOfLevel } from '../domain/settings/settings.ts';
import type { Fact } from '../domain/statistics/facts.ts';
import type { Counter, StepStatistics } from '../domain/statistics/statistics.ts';
import type { Task } from '../domain/tasks/task.ts';
import type { Template } from '../domain/templates/template.ts';
import type { WebhookDelivery } from '../domain/webhooks/delivery.ts';
import type { WebhookRotation } from '../domain/webhooks/rotation.ts';
import type { WorkflowRun } from '../domain/workflows/run.ts';
import type { Workflow } from '../domain/workflows/workflow.ts';
import type { Documents, Page, Stored } from './documents.ts';

/** A version as stored: its id is `<sequence>.<version>`; it is written once. */
export type StoredVersion = SequenceVersion & Stored;

/** Answer kept for an `Idempotency-Key`, so that a request repeated is answered alike. */
export type StoredRequest = Stored & {
  id: string;
  fingerprint: string;
  status: number;
  body: string;
  expiresAt: number;
};

/** Where activities are kept: append only, by lead, in order of time. */
export type Activities = {
  /** Adds those not there yet, by id; says which were new. */
  add(activities: readonly Activity[]): Promise<Activity[]>;
  /** A lead's activities, oldest first. */
  ofLead(
    organisation: string,
    leadId: string,
    options: {
      limit: number;
      cursor?: string | undefined;
      /** Only those at this instant or later, or at it or earlier. */
      from?: Instant | undefined;
      upTo?: Instant | undefined;
    },
  ): Promise<Page<Activity>>;
};

/** One count to add to a step's statistics. */
export type Count = { organisation: string; sequenceId: string; step: string; counter: Counter; by: number };

/** Where statistics are kept. */
export type Statistics = {
  /** Adds the counts, once per `batch`: a batch seen before changes nothing. */
  add(counts: readonly Count[], batch: string): Promise<void>;
  ofSequence(organisation: string, sequenceId: string): Promise<StepStatistics[]>;
  /** The counts of the whole (step `-`) of several sequences; those without any are left out. */
  ofWholes(organisation: string, sequenceIds: readonly string[]): Promise<StepStatistics[]>;
  /** Keeps what is behind the counts of a batch, once: a batch seen before changes nothing. */
  note(facts: readonly Fact[], batch: string): Promise<void>;
  /** The facts behind one counter, as many as it says, oldest batch first. */
  behind(
    of: Pick<Fact, 'organisation' | 'sequenceId' | 'step' | 'counter'>,
    options: { limit: number; cursor?: string | undefined },
  ): Promise<Page<Fact>>;
};

/** Everything stored. Ids: lane days `<lane>.<date>`, versions `<sequence>.<version>`, settings their scope. */
export type Store = {
  settings: Documents<SettingsOfLevel>;
  users: Documents<User>;
  groups: Documents<Group>;
  accounts: Documents<Account>;
  leads: Documents<Lead, 'byEmail' | 'byPhone' | 'byOwner'>;
  templates: Documents<Template>;
  sequences: Documents<Sequence>;
  versions: Documents<StoredVersion>;
  /** Grouped by lead: `list` with `group` gives a lead's enrollments. */
  enrollments: Documents<Enrollment, 'bySequence' | 'byBacklog'>;
  laneDays: Documents<LaneDay>;
  tasks: Documents<Task, 'byUser'>;
  /** By the id of the lead. In `byQualified` of `QUALIFIED`: those that were qualified as of their last change. */
  scores: Documents<Score, 'byQualified'>;
  jobs: Documents<Job>;
  /** Grouped by lead. */
  webhookDeliveries: Documents<WebhookDelivery, 'byState'>;
  webhookRotations: Documents<WebhookRotation>;
  requests: Documents<StoredRequest>;
  sendingDomains: Documents<SendingDomain>;
  shortLinks: Documents<StoredShortLink>;
  /** Grouped by enrollment. */
  visits: Documents<StoredVisit>;
  /** Those of the whole stage under the organisation `EVERY_ORGANISATION`. */
  holds: Documents<Hold>;
  suppressions: Documents<SuppressedAddress, 'byReason'>;
  workflows: Documents<Workflow>;
  /** Grouped by lead. */
  workflowRuns: Documents<WorkflowRun, 'byLead' | 'byWorkflow' | 'byState'>;
  activities: Activities;
  statistics: Statistics;
};

/** What running steps touches: `run-due-steps` carries no more of the store than this. */
export type EngineStore = Pick<
  Store,
  | 'settings'
  | 'users'
  | 'groups'
  | 'accounts'
  | 'leads'
  | 'templates'
  | 'sequences'
  | 'versions'
  | 'enrollments'
  | 'laneDays'
  | 'tasks'
  | 'shortLinks'
  | 'holds'
>;
