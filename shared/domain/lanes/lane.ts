import * as z from 'zod/mini';
import type { UserId } from '../kernel/ids.ts';
import { channels, type CapSetting, type Channel } from '../channels/channels.ts';
import type { Branded } from '../kernel/brand.ts';
import type { Instant, LocalDate, Zone } from '../kernel/instant.ts';
import { text, number } from '../kernel/shapes.ts';
import type { WindowRules } from '../scheduling/windows.ts';
import type { Reason } from '../settings/reason.ts';
import type { Effective, MailDelay } from '../settings/settings.ts';
import { epochInstant } from '../time/instant-text.ts';

/** One user's sending capacity in one channel: `<userId>.<channel>`. */
export type LaneId = Branded<string, 'LaneId'>;

const longestMemo = 8_192;
const ids = new Map<string, Partial<Record<Channel, LaneId>>>();

/** The id of a user's lane in a channel: one text each time, since lanes are looked up by it at every step. */
export function laneId(userId: UserId, channel: Channel): LaneId {
  let ofUser = ids.get(userId);
  if (ofUser === undefined) {
    if (ids.size >= longestMemo) ids.clear();
    ids.set(userId, (ofUser = {}));
  }
  return (ofUser[channel] ??= `${userId}.${channel}` as LaneId);
}

/** Whether a text has the form of a lane's id. */
export function isLaneId(text: string): text is LaneId {
  const cut = text.lastIndexOf('.');
  return cut > 0 && Object.hasOwn(channels, text.slice(cut + 1));
}

/** The user and channel of a lane. */
export function laneParts(lane: LaneId): { userId: UserId; channel: Channel } {
  const cut = lane.lastIndexOf('.');
  return { userId: lane.slice(0, cut), channel: lane.slice(cut + 1) as Channel };
}

/** The id of a lane, the same text outside and inside. */
export const laneIdText = z.custom<LaneId>(
  (value) => typeof value === 'string' && isLaneId(value),
  'not the id of a lane',
);

/** A slot taken in a lane's day: one mail, text or task at an instant. Kept after it went out: it counts for the cap. */
export const slot = z.object({
  /** The effect it is for, `<enrollment>#<step>`: asking again for the same effect finds the same slot. */
  key: text,
  /** A whole second: that of what goes at once is the next one. */
  at: epochInstant,
  /** Least distance to the next automated mail, in seconds; drawn once (A5). 0: not paced, as mails by hand. */
  gap: number,
  /** What it is for was due then, and how it ranks: an older one may ask for a slot that is not used yet (A3, A4). */
  due: epochInstant,
  priority: z.literal([0, 1]),
});
export type Slot = z.output<typeof slot>;

/** What limits a lane. A lane without cap and without pacing has no days: everything goes when it is due. */
export type LaneLimits = {
  /** The sender's zone, whose calendar day the caps count on (A3). */
  zone: Zone;
  perDay: Effective<CapSetting>;
  /** The setting behind `perDay`, for the reason. */
  perDaySetting: CapSetting;
  /** A5; `none` for texts and tasks. */
  delay: Effective<'mailDelay'>;
};

/** A step asking for a slot. */
export type LaneRequest = {
  key: string;
  due: Instant;
  /** 0: follow-up, 1: first touch. Follow-ups pass first (A3). Tasks are all 1: only their due ranks them (A9). */
  priority: 0 | 1;
  windows: WindowRules;
  /** When its lane may open for it, where that is more than its windows: on days on which somebody stands in (F7). */
  openings?: WindowRules | undefined;
  /** No slot is given before it, however long it has been due (F7). */
  notBefore?: Instant | undefined;
  /** Gap drawn for this mail, in seconds; see {@link gapOf}. */
  gap: number;
  /** It is asked for from the queue of the lane, in its turn: those that queue are not asked whether they are older. */
  inTurn?: boolean | undefined;
};

/** What became of a request. */
export type Placement =
  /** It has a slot at `at`; `date` is the lane day that holds it, undefined where the lane is not limited. */
  | { kind: 'placed'; key: string; at: Instant; date?: LocalDate | undefined; because: Reason[] }
  /** No slot on its day: it queues, and is pulled on `opensOn` at the earliest. */
  | { kind: 'backlogged'; key: string; due: Instant; priority: 0 | 1; opensOn: LocalDate; because: Reason[] }
  /** No instant will ever satisfy its windows. */
  | { kind: 'impossible'; key: string; because: Reason[] };

/** Whether the lane counts or spaces what goes through it. */
export function isLimited(limits: LaneLimits): boolean {
  return limits.perDay.value !== null || limits.delay.value.kind !== 'none';
}

/**
 * The gap after one mail, in seconds (A5): fixed, or between the two bounds.
 * @param chance gives a number in [0, 1) made from the effect's key, so that a replay draws the same gap.
 */
export function drawGap(delay: MailDelay, chance: () => number): number {
  switch (delay.kind) {
    case 'none':
      return 0;
    case 'fixed':
      return delay.seconds;
    case 'random': {
      // A drawn 0 would read as "not paced", and let the mail ignore the delays of those around it.
      const least = Math.max(delay.minSeconds, Math.min(1, delay.maxSeconds));
      return least + Math.floor(chance() * (delay.maxSeconds - least + 1));
    }
  }
}

/** The gap that the delay of a lane draws for one slot, in seconds: the same whenever it is drawn (A5). */
export function gapOf(key: string, { delay }: Pick<LaneLimits, 'delay'>): number {
  return drawGap(delay.value, () => chanceOf(key));
}

/** The longest gap that can be drawn, in seconds. */
export function longestGap(delay: MailDelay): number {
  return drawGap(delay, () => 1 - Number.EPSILON);
}

/** A number in [0, 1) that depends on the text alone (FNV-1a): chance that a replay repeats. */
export function chanceOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  // A final avalanche: keys that differ in the last letter only would else draw near values.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}
