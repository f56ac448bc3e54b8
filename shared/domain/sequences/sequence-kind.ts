import type { Refusal } from '../kernel/refusal.ts';
import type { Sequence, SequenceKind } from './step.ts';

/** What makes and changes sequences of each kind, as people read it. */
const editors = {
  automation: { noun: 'an automation', under: '/v1/automations' },
  feedback: { noun: 'a feedback sequence', under: '/v1/feedback-sequences' },
} as const satisfies Record<SequenceKind, { noun: string; under: string }>;

/**
 * Why an editor leaves a sequence alone: it is of another kind than those that the editor makes. The steps of an
 * automation or of a feedback sequence follow from its own settings, which the editor of sequences does not know.
 *
 * @param wanted undefined: a sequence that people enrol into
 */
export function refusalOfKind(
  sequence: Pick<Sequence, 'id' | 'kind'> | undefined,
  wanted: SequenceKind | undefined,
): Refusal | undefined {
  if (sequence === undefined || sequence.kind === wanted) return undefined;
  const detail =
    sequence.kind === undefined
      ? `“${sequence.id}” is a sequence that people enrol into: change it under /v1/sequences.`
      : `“${sequence.id}” is ${editors[sequence.kind].noun}: change it under ${editors[sequence.kind].under}.`;
  return { kind: 'conflict', detail };
}
