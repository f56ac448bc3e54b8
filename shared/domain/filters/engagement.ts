import * as z from 'zod/mini';
import type { LeadId } from '../kernel/ids.ts';
import { channels } from '../channels/channels.ts';
import type { Activity, ActivityEvent } from '../activity/activity.ts';
import type { Instant } from '../kernel/instant.ts';
import { leadIdText, number, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';

/**
 * When a lead was last written to, called, answered and worked on (E1). One item per lead, made from its activities in
 * any order; a lead without one has had none of these since such items are kept.
 */
export const engagement = z.object({
  organisation: text,
  leadId: leadIdText,
  revision: number,
  /** A mail went out, by the engine or by hand. */
  lastMailAt: z.optional(instant),
  /** A text went out, by the engine or by hand. */
  lastSmsAt: z.optional(instant),
  /** A call was made or received. */
  lastCallAt: z.optional(instant),
  /** The lead answered; automatic replies do not count. */
  lastReplyAt: z.optional(instant),
  /** A task was completed, of a sequence or of none. */
  lastTaskDoneAt: z.optional(instant),
});
export type Engagement = z.output<typeof engagement>;

/** The instants that are kept. */
export const engagementInstants = [
  'lastMailAt',
  'lastSmsAt',
  'lastCallAt',
  'lastReplyAt',
  'lastTaskDoneAt',
] as const satisfies readonly (keyof Engagement)[];
export type EngagementInstant = (typeof engagementInstants)[number];

/** What the user's side did, of which "nothing done since" speaks: not what the lead did. */
const followUps = [
  'lastMailAt',
  'lastSmsAt',
  'lastCallAt',
  'lastTaskDoneAt',
] as const satisfies readonly EngagementInstant[];

/** When something was last done for a lead: a mail, a text, a call or a completed task. */
export function lastFollowUp(
  known: Partial<Record<EngagementInstant, Instant | undefined>> | undefined,
): Instant | undefined {
  let latest: Instant | undefined;
  for (const name of followUps) {
    const at = known?.[name];
    if (at !== undefined && (latest === undefined || at > latest)) latest = at;
  }
  return latest;
}

/** What events of activities move; most move nothing. */
const moves: { [Type in ActivityEvent['type']]?: EngagementInstant } = {
  'call-received': 'lastCallAt',
  'call-made': 'lastCallAt',
  replied: 'lastReplyAt',
  'task-completed': 'lastTaskDoneAt',
  'custom-task-completed': 'lastTaskDoneAt',
};

function movedBy(event: ActivityEvent): EngagementInstant[] {
  // A call of the lead that nobody answered: nothing was done.
  if (event.type === 'call-received' && event.missed === true) return [];
  if (event.type === 'sent') return [channels[event.channel].engages ?? []].flat();
  const moved = moves[event.type];
  if (moved === undefined) return [];
  // A task with a duration was a call.
  return 'durationSeconds' in event && event.durationSeconds !== undefined ? [moved, 'lastCallAt'] : [moved];
}

/** Whether an activity says anything of the engagement of its lead. */
export function engages({ events }: Pick<Activity, 'events'>): boolean {
  return events.some((event) => movedBy(event).length > 0);
}

/**
 * What is known of a lead with an activity added: the latest of each instant, so that neither order nor repetition
 * matters. The same object when nothing is later.
 */
export function withActivity(known: Engagement, { at, events }: Pick<Activity, 'at' | 'events'>): Engagement {
  let next = known;
  for (const name of events.flatMap(movedBy)) {
    const before = next[name];
    if (before === undefined || at > before) next = { ...next, [name]: at };
  }
  return next;
}

/** What is known of a lead of whom nothing is known. */
export function noEngagement(organisation: string, leadId: LeadId): Engagement {
  return { organisation, leadId, revision: 0 };
}
