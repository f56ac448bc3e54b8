import type { sequenceOperations } from '#shared/contracts/api/sequences.ts';
import { describeReason } from '#shared/domain/activity/describe-reason.ts';
import type { LeadDifference } from '#shared/domain/sequences/difference.ts';
import { warningView } from '#shared/use-cases/enrollments/warning-view.ts';
import { deleteSequence } from '#shared/use-cases/jobs/deletions/delete-sequence.ts';
import { duplicateSequence } from '#shared/use-cases/sequences/duplicate-sequence.ts';
import { importSequence } from '#shared/use-cases/sequences/sequence-file.ts';
import { draftDifference } from '#shared/use-cases/sequences/draft-difference.ts';
import { orderDraft } from '#shared/use-cases/sequences/order-draft.ts';
import { previewSequence, type StepPreview } from '#shared/use-cases/sequences/preview-sequence.ts';
import { publishSequence } from '#shared/use-cases/sequences/publish-sequence.ts';
import { putSequence } from '#shared/use-cases/sequences/put-sequence.ts';
import { validateDraft } from '#shared/use-cases/sequences/validate-draft.ts';
import { itemAnswer } from '../../route.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

/** One side of a difference: its steps by id, the first of them on its own. */
function shownSide({ version, steps }: LeadDifference['before'], due: Instant | undefined) {
  const ids = steps.map(({ id }) => id);
  return { version, steps: ids, next: ids[0], due };
}

function shownStep({ step, because, mail, text, ...preview }: StepPreview) {
  return {
    ...preview,
    ...mail,
    step: step.id,
    name: step.name,
    type: step.type,
    text: mail?.text ?? text,
    because: because && describeReason(because),
  };
}

export const sequenceHandlers: WritingHandlers<typeof sequenceOperations> = {
  putSequence: async (ports, { caller, params, body, expected, now }) => {
    const outcome = await putSequence(ports, { caller, ...params, ...body, expected, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, outcome.created) : outcome;
  },

  validateSequence: async (ports, { caller, params }) => {
    const outcome = await validateDraft(ports, { organisation: caller.organisation, ...params });
    if (outcome.kind !== 'validated') return outcome;
    const errors = outcome.problems.map(({ path, message }) => ({
      in: 'body' as const,
      path: path.join('.'),
      message,
    }));
    const { affected, complete } = outcome;
    return { kind: 'ok', body: { errors, warnings: outcome.warnings.map(warningView), affected, complete } };
  },

  publishSequence: async (ports, { caller, params, body, expected, now }) => {
    const outcome = await publishSequence(ports, { caller, ...params, ...body, expected, now });
    if (outcome.kind !== 'saved') return outcome;
    const { item, affected, complete } = outcome;
    return itemAnswer({ ...item, affected, complete, warnings: outcome.warnings.map(warningView) });
  },

  previewSequence: async (ports, { caller, params, body: { lead, sender, record, ...which }, now }) => {
    const request = { caller, ...params, leadId: lead, senderId: sender, recordId: record, ...which, now };
    const outcome = await previewSequence(ports, request);
    if (outcome.kind !== 'preview') return outcome;
    const { stops, steps } = outcome.preview;
    return { kind: 'ok', body: { stops: stops && describeReason(stops), steps: steps.map(shownStep) } };
  },

  orderDraft: async (ports, { caller, params, body, expected, now }) => {
    const outcome = await orderDraft(ports, { caller, ...params, ...body, expected, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item) : outcome;
  },

  diffDraft: async (ports, { caller, params, body, query }) => {
    const request = { organisation: caller.organisation, ...params, ...body, ...query };
    const outcome = await draftDifference(ports, request);
    if (outcome.kind !== 'difference') return outcome;
    const { items, ...rest } = outcome.difference;
    const shown = items.map(({ before, after, due, ...item }) => ({
      ...item,
      before: shownSide(before, due.before),
      after: shownSide(after, due.after),
    }));
    return { kind: 'ok', body: { ...rest, items: shown } };
  },

  deleteSequence: async (ports, { caller, params, query, expected, now }) => {
    const outcome = await deleteSequence(ports, { caller, ...params, ...query, expected, now });
    return outcome.kind === 'deleted' ? { kind: 'ok' } : outcome;
  },

  duplicateSequence: async (ports, { caller, params, body: { id: as, ...values }, now }) => {
    const outcome = await duplicateSequence(ports, { caller, ...params, as, ...values, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, true) : outcome;
  },

  importSequence: async (ports, { caller, body, now }) => {
    const outcome = await importSequence(ports, { caller, ...body, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, true) : outcome;
  },
};
