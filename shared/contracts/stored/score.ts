import * as z from 'zod/mini';
import { epochMs, fromEpochMs } from '../../domain/calendar/instants.ts';
import { scoreReasons } from '../../domain/scoring/reasons.ts';
import type { Contribution, Score } from '../../domain/scoring/score.ts';
import type { Codec } from './codec.ts';
import { objectOf } from './object-of.ts';

const text = z.string();
const contribution = objectOf<Contribution>()({
  key: text,
  reason: z.enum(scoreReasons),
  points: z.number(),
  at: text,
  appliedAt: text,
  step: z.optional(text),
  before: z.number(),
  after: z.number(),
  source: z.object({ level: z.enum(['user', 'group', 'organisation', 'default']), id: text }),
  qualifiedBy: z.optional(z.number()),
});
const score = objectOf<Score>()({
  organisation: text,
  leadId: text,
  revision: z.number(),
  value: z.number(),
  at: text,
  qualifiedAt: z.optional(text),
  latest: z.array(contribution),
});

/**
 * A lead's score as stored: partition `<organisation>#<lead>`, sort `score`. Each contribution is one text, since an
 * item of ten is written with each of them: key, when it was given and when added (Unix milliseconds to the base 36),
 * reason, points, score before and after, `level:id` of the source, threshold crossed, step; `-` for what is absent.
 */
export const scoreCodec: Codec<Score> = {
  encode: ({ revision, value, at, qualifiedAt, latest }) => ({
    revision,
    value,
    at,
    qualifiedAt,
    latest: latest.map(pack),
  }),
  decode(item) {
    const cut = item.partition.indexOf('#');
    const packed = z.array(text).parse(item['latest']);
    return score.parse({
      ...item,
      organisation: item.partition.slice(0, cut),
      leadId: item.partition.slice(cut + 1),
      latest: packed.map(unpack),
    });
  },
};

function pack({
  key,
  reason,
  points,
  at,
  appliedAt,
  step,
  before,
  after,
  source,
  qualifiedBy,
}: Contribution) {
  const times = [at, appliedAt].map((instant) => epochMs(instant).toString(36));
  const numbers = [points, before, after];
  const rest = [`${source.level}:${source.id}`, qualifiedBy ?? '-', step ?? '-'];
  return [key, ...times, reason, ...numbers, ...rest].join(' ');
}

function unpack(packed: string): unknown {
  const parts = packed.split(' ');
  const [key, at, appliedAt, reason, points, before, after, source = '', qualifiedBy, step] = parts;
  const colon = source.indexOf(':');
  return {
    key,
    reason,
    points: numberOf(points),
    at: instantOf(at),
    appliedAt: instantOf(appliedAt),
    before: numberOf(before),
    after: numberOf(after),
    source: { level: source.slice(0, colon), id: source.slice(colon + 1) },
    ...(qualifiedBy !== '-' && { qualifiedBy: numberOf(qualifiedBy) }),
    ...(step !== '-' && { step }),
  };
}

/** Undefined when cut off, so that the schema refuses it. */
function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined || digits === '' ? undefined : Number(digits);
}

function instantOf(digits: string | undefined): string | undefined {
  return digits === undefined || !/^[0-9a-z]+$/.test(digits) ? undefined : fromEpochMs(parseInt(digits, 36));
}
