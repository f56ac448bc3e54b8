import type { Problem } from './problem.ts';

/** Why what a person asked for was not done. Expected, so data and never thrown; the edge turns it into an answer. */
export type Refusal =
  /** What was written is wrong: every problem at once. */
  | { kind: 'invalid'; problems: Problem[] }
  | { kind: 'not-found'; what: string; id: string }
  /** The caller's role or groups give no access to it. */
  | { kind: 'forbidden'; detail: string }
  /** Somebody else has changed it since it was read, or made what was to be new. `revision`: the present one. */
  | { kind: 'changed'; revision: number }
  /** It exists, and a change must say which revision it was made from. */
  | { kind: 'revision-needed'; revision: number }
  /** Somebody is at it at this moment: to be tried again. */
  | { kind: 'busy'; detail: string }
  /** It cannot be done in the present state of things. `id`: what stands in the way, such as the lead that exists. */
  | { kind: 'conflict'; detail: string; id?: string | undefined }
  /** The `Idempotency-Key` came before, with another request. */
  | { kind: 'key-reused' };

const kinds: ReadonlySet<string> = new Set<Refusal['kind']>([
  'invalid',
  'not-found',
  'forbidden',
  'changed',
  'revision-needed',
  'busy',
  'conflict',
  'key-reused',
]);

/** Tells a refusal from what was done. */
export function isRefusal(outcome: { kind: string }): outcome is Refusal {
  return kinds.has(outcome.kind);
}
