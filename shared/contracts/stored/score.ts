import * as z from 'zod/mini';
import { text } from '../../domain/kernel/shapes.ts';
import { score, type Contribution, type Score } from '../../domain/scoring/score.ts';
import { fromEpochMs, textOf } from '../../domain/time/instants.ts';
import { namesOf, type Codec } from './codec.ts';

/**
 * A lead's score as stored: partition `<organisation>#<lead>`, sort `score`. Each contribution is one text of ten parts,
 * so that ten of them fit one write unit: key, when it was given (Unix milliseconds to the base 36), how much later it was
 * added, reason, points, score before and after, first letter of the source's level with its id, threshold crossed, step;
 * `-` for what is absent.
 */
export const scoreCodec: Codec<Score> = {
  names: namesOf(score),
  encode: ({ revision, value, at, qualifiedAt, latest }) => ({
    revision,
    value,
    at: textOf(at),
    qualifiedAt: qualifiedAt === undefined ? undefined : textOf(qualifiedAt),
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

const PARTS = 10;
const levels = { u: 'user', g: 'group', o: 'organisation', d: 'default' } as const;

function pack(of: Contribution): string {
  const times = [of.at, of.appliedAt - of.at].map((ms) => ms.toString(36));
  const source = of.source.level.charAt(0) + of.source.id;
  const rest = [of.points, of.before, of.after, source, of.qualifiedBy ?? '-', of.step ?? '-'];
  return [of.key, ...times, of.reason, ...rest].join(' ');
}

/** Undefined, which the schema refuses, for what was cut off. */
function unpack(packed: string): unknown {
  const parts = packed.split(' ');
  if (parts.length !== PARTS) return undefined;
  const [key, given, later, reason, points, before, after, source, qualifiedBy, step] = parts as Parts;
  const at = parseInt(given, 36);
  const appliedAt = at + parseInt(later, 36);
  if (Number.isNaN(appliedAt)) return undefined;
  return {
    key,
    reason,
    points: Number(points),
    at: fromEpochMs(at),
    appliedAt: fromEpochMs(appliedAt),
    before: Number(before),
    after: Number(after),
    source: { level: levels[source.charAt(0) as keyof typeof levels], id: source.slice(1) },
    ...(qualifiedBy !== '-' && { qualifiedBy: Number(qualifiedBy) }),
    ...(step !== '-' && { step }),
  };
}

type Parts = [string, string, string, string, string, string, string, string, string, string];
