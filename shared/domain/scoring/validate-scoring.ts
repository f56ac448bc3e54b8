import type { Problem } from '../kernel/problem.ts';
import { scoreReasons, type Scoring } from './reasons.ts';

const MOST_POINTS = 1_000;
const HIGHEST_THRESHOLD = 100_000;
const LONGEST_HALF_LIFE = 3_650;

/** What is wrong with the rules of scoring (A12). */
export function scoringProblems({ points, threshold, halfLifeDays }: Scoring): Problem[] {
  const ofPoints = scoreReasons.flatMap((reason) =>
    isWhole(points[reason] ?? 0, -MOST_POINTS, MOST_POINTS)
      ? []
      : [
          {
            path: ['points', reason],
            message: `Points must be a whole number from −${MOST_POINTS} to ${MOST_POINTS}; 0 gives none.`,
          },
        ],
  );
  const ofThreshold = isWhole(threshold, 1, HIGHEST_THRESHOLD)
    ? []
    : [
        {
          path: ['threshold'],
          message: `The threshold must be a whole number from 1 to ${HIGHEST_THRESHOLD}: a lead without points is not qualified.`,
        },
      ];
  const ofHalfLife =
    halfLifeDays === null || isWhole(halfLifeDays, 1, LONGEST_HALF_LIFE)
      ? []
      : [
          {
            path: ['halfLifeDays'],
            message: `The half-life must be a whole number of days from 1 to ${LONGEST_HALF_LIFE}, or null for points that keep their worth.`,
          },
        ];
  return [...ofPoints, ...ofThreshold, ...ofHalfLife];
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}
