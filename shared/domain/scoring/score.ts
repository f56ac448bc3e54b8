import * as z from 'zod/mini';
import type { LeadId, StepId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { settingSource, type Sourced } from '../kernel/reason.ts';
import { leadIdText, number, stepIdText, text } from '../kernel/shapes.ts';
import { epochInstant, instant } from '../time/instant-text.ts';
import { epochMs, fromEpochMs, maxInstant } from '../time/instants.ts';
import { scoreReasons, type ScoreReason, type Scoring } from './reasons.ts';

/** A reason for points that an event of an activity gives; how many, the setting says. */
export type PointsAward = {
  /** The same for the same event, however often it is seen. */
  key: string;
  reason: ScoreReason;
  at: Instant;
  step?: StepId | undefined;
};

/** Points that were added to a score, and what they made of it. */
const contribution = z.object({
  /** Of the award, by which the same one is recognised when it comes again. */
  key: text,
  reason: z.enum(scoreReasons),
  points: number,
  /** When the lead did it, or it was done to the lead. */
  at: epochInstant,
  /** When it was added. */
  appliedAt: epochInstant,
  step: z.optional(stepIdText),
  /** The score just before and after, to the hundredth. */
  before: number,
  after: number,
  /** Who decided the points and the threshold. */
  source: settingSource,
  /** The threshold that this one crossed upwards. */
  qualifiedBy: z.optional(number),
});
export type Contribution = z.output<typeof contribution>;

/** A lead's score (A12). A lead without points has none. */
export const score = z.object({
  organisation: text,
  leadId: leadIdText,
  revision: number,
  /** Every point given, each decayed from when it was given to `at`; not rounded. */
  value: number,
  /** The latest instant at which points were given. */
  at: instant,
  /** Since when the score is at the threshold or above it, as of the last change. */
  qualifiedAt: z.optional(instant),
  /** The latest ones, in the order in which they were added. */
  latest: z.array(contribution),
});
export type Score = z.output<typeof score>;

/** The list of the leads that are qualified. */
export const QUALIFIED = 'qualified';

const DAY_MS = 86_400_000;

/** What is nearer to 0 than this counts as 0: the database keeps no number of more than 130 zeros. */
const NOTHING = 1e-9;

/** A stream brings a record again within this time or never. */
const REMEMBERED_MS = DAY_MS;
/** Kept however old they are, to explain the score: what fits one write unit. */
const LEAST_REMEMBERED = 10;
/** Kept however new they are, so that the item stays small. */
const MOST_REMEMBERED = 200;

/** What is left of points after the time between two instants; a half-life of null leaves all. */
export function decayed(points: number, from: Instant, to: Instant, halfLifeDays: number | null): number {
  if (halfLifeDays === null || to <= from) return points;
  return points * 2 ** ((epochMs(from) - epochMs(to)) / (halfLifeDays * DAY_MS));
}

/** A score as it is shown and compared with the threshold: to the hundredth. */
export function rounded(value: number): number {
  // Adding 0 makes the zero of −0.001 a plain one.
  return Math.round(value * 100) / 100 + 0;
}

/** The score of a lead before any points. */
export function noScore(organisation: string, leadId: LeadId): Score {
  return { organisation, leadId, revision: 0, value: 0, at: fromEpochMs(0), latest: [] };
}

/**
 * The score with an award added, by the setting in force now; the same score if the award was added before or gives no
 * points. Points given late count as decayed as if they had come in time, so that order does not matter.
 */
export function withAward(score: Score, award: PointsAward, scoring: Sourced<Scoring>, now: Instant): Score {
  const { points: table, threshold, halfLifeDays } = scoring.value;
  const points = table[award.reason] ?? 0;
  if (points === 0 || score.latest.some(({ key }) => key === award.key)) return score;
  const at = maxInstant(score.at, award.at);
  const before = decayed(score.value, score.at, at, halfLifeDays);
  const sum = before + decayed(points, award.at, at, halfLifeDays);
  const value = Math.abs(sum) < NOTHING ? 0 : sum;
  const wasQualified = score.qualifiedAt !== undefined && rounded(before) >= threshold;
  const isQualified = rounded(value) >= threshold;
  const contribution: Contribution = {
    ...award,
    points,
    appliedAt: now,
    before: rounded(before),
    after: rounded(value),
    source: scoring.source,
    ...(isQualified && !wasQualified && { qualifiedBy: threshold }),
  };
  const { qualifiedAt = at, ...rest } = score;
  return {
    ...rest,
    value,
    at,
    ...(isQualified && { qualifiedAt: wasQualified ? qualifiedAt : at }),
    latest: remembered([...score.latest, contribution], now),
  };
}

/** Those that may come again, and the latest. */
function remembered(all: Contribution[], now: Instant): Contribution[] {
  const since = epochMs(now) - REMEMBERED_MS;
  const many = all.slice(-MOST_REMEMBERED);
  return many.filter(
    ({ appliedAt }, index) => index >= many.length - LEAST_REMEMBERED || epochMs(appliedAt) >= since,
  );
}

/** A score at one moment. */
export type ScoreReading = {
  /** Decayed, to the hundredth. */
  value: number;
  /** The score is at the threshold or above it. */
  qualified: boolean;
  /** Absent until the first change of the score after the threshold was lowered to below it. */
  qualifiedSince?: Instant | undefined;
};

/** A score as it is now, by the threshold and half-life in force now; that of a lead without points is 0. */
export function readingOf(score: Score | undefined, scoring: Sourced<Scoring>, now: Instant): ScoreReading {
  const { threshold, halfLifeDays } = scoring.value;
  const value = rounded(score === undefined ? 0 : decayed(score.value, score.at, now, halfLifeDays));
  const qualified = value >= threshold;
  return { value, qualified, ...(qualified && { qualifiedSince: score?.qualifiedAt }) };
}
