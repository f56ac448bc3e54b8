import type { Refusal } from '../kernel/refusal.ts';
import type { StepType } from '../channels/step-types.ts';
import type { Settings } from '../settings/settings.ts';

/** "Other" exists beside the reasons that admins keep, with free text (A11). */
const OTHER_REASON = 'other';

/** What a person says on skipping: the id of a reason, and free text. */
export type SkipInput = { reason?: string | undefined; note?: string | undefined };

/** What is kept of it; `label` is what the reason is called now. */
export type KeptReason = SkipInput & { label?: string | undefined };

/**
 * Reads why a task is skipped (A11). A reason is one of those configured for the user who has the task, or `other`,
 * which takes a note; a note alone is `other`. Without a reason only types go for which none is compulsory.
 */
export function readSkipReason(
  { reason, note }: SkipInput,
  type: StepType,
  rules: Settings['skipReasons'],
): { kind: 'read'; kept: KeptReason } | Extract<Refusal, { kind: 'conflict' | 'invalid' }> {
  const text = note?.trim() === '' ? undefined : note?.trim();
  const said = reason?.trim() ?? '';
  const id = said === '' && text !== undefined ? OTHER_REASON : said;
  const choices = [...rules.reasons.map((each) => each.id), OTHER_REASON].join(', ');
  if (id === '') {
    return rules.compulsoryFor.includes(type)
      ? { kind: 'conflict', detail: `Skipping a ${type} task takes a reason: one of ${choices}.` }
      : { kind: 'read', kept: {} };
  }
  if (id === OTHER_REASON) {
    if (text !== undefined) return { kind: 'read', kept: { reason: id, note: text } };
    return {
      kind: 'invalid',
      problems: [{ path: ['note'], message: 'Say in a note what the other reason is.' }],
    };
  }
  const known = rules.reasons.find((each) => each.id === id);
  if (known === undefined) {
    return {
      kind: 'invalid',
      problems: [{ path: ['reason'], message: `“${id}” is no reason: use one of ${choices}.` }],
    };
  }
  return {
    kind: 'read',
    kept: { reason: id, label: known.label, ...(text !== undefined && { note: text }) },
  };
}
