import { describeReason } from '../activity/describe-reason.ts';
import type { Reason } from '../settings/reason.ts';

/** Why nothing can be said of when an enrollment goes on: a person or a provider decides. */
export type Unpredictable =
  { why: 'paused'; because: Reason } | { why: 'sending' } | { why: 'unknown' } | { why: 'gone' };

const whyNot = {
  paused: 'It is paused until a person resumes it',
  sending: 'It is being sent at this moment: ask again in a minute.',
  unknown: 'Whether its last message went out is not known: a person or the provider settles it.',
  gone: 'Its lead, sender or version is gone.',
} as const;

/** Why nothing can be said of when an enrollment goes on, as a sentence. */
export function describeUnpredictable(reason: Unpredictable): string {
  const because = 'because' in reason ? `: ${describeReason(reason.because)}.` : '';
  return `${whyNot[reason.why]}${because}`;
}
