import type * as z from 'zod';
import type { because, event } from '#shared/contracts/api/events.ts';

/** A value of the API as it stands in JSON: instants are texts there. */
type InJson<T> = T extends string | 0 | 1
  ? T
  : T extends number
    ? number extends T
      ? T
      : string
    : T extends readonly (infer Each)[]
      ? InJson<Each>[]
      : T extends object
        ? { [Name in keyof T]: InJson<T[Name]> }
        : T;

/** Why something came about, as the API tells it. */
export type Because = InJson<z.output<typeof because>>;

/** What happened, as the API tells it. */
export type Happening = InJson<z.output<typeof event>>;

/** Events of an enrolment, and those that are told like them. */
const ofEnrolment = [
  'enrolled',
  'planned',
  'queued',
  'deferred',
  'claimed',
  'sent',
  'outcome-unknown',
  'held',
  'released',
  'failed',
  'skipped',
  'task-opened',
  'task-completed',
  'task-skipped',
  'custom-task-completed',
  'custom-task-skipped',
  'replied',
  'auto-replied',
  'paused',
  'resumed',
  'pinned',
  'unpinned',
  'stopped',
  'moved',
  'finished',
] as const satisfies Happening['type'][];
export type EnrolmentEvent = Extract<Happening, { type: (typeof ofEnrolment)[number] }>;
export type OtherEvent = Exclude<Happening, EnrolmentEvent>;

const enrolmentTypes: ReadonlySet<string> = new Set(ofEnrolment);
export const isOfEnrolment = (event: Happening): event is EnrolmentEvent => enrolmentTypes.has(event.type);

/** How the API's answers are typed: data by its kind, which the contract does not spell out. */
export type LooseBecause = { kind: string } & Record<string, unknown>;
export type LooseEvent = { type: string } & Record<string, unknown>;

/** How ids are shown. What is not known is shown as its id. */
export type Names = {
  step: (id: string) => string;
  user: (id: string) => string;
  group: (id: string) => string;
  sequence: (id: string) => string;
};
export const plainNames: Names = {
  step: (id) => id,
  user: (id) => id,
  group: (id) => id,
  sequence: (id) => id,
};
