import type { filterOperations } from '#shared/contracts/api/filters.ts';
import { nameOfLead } from '#shared/domain/people/lead-name.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import type { StoredRecord } from '#shared/domain/records/record.ts';
import { checkFilter } from '#shared/use-cases/filters/known-to-filter.ts';
import { explainFilter } from '#shared/use-cases/filters/explain-filter.ts';
import { deleteFilter, putFilter } from '#shared/use-cases/filters/put-filter.ts';
import { previewFilter } from '#shared/use-cases/filters/preview-filter.ts';
import { countFiltered, enrollFiltered } from '#shared/use-cases/jobs/create-filter-job.ts';
import type { Job } from '#shared/domain/jobs/job.ts';
import { shown } from '../../show-job.ts';
import { itemAnswer } from '../../route.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

/** A job that runs, and where it is read. */
const jobAnswer = (job: Job) => ({ kind: 'ok', body: shown(job), location: `/v1/jobs/${job.id}` }) as const;

/** What people know a lead or a record by. */
function exampleOf(item: Lead | StoredRecord) {
  const { ownerId } = item;
  if ('sourceId' in item) return { recordId: item.id, ownerId, name: `${item.typeId} ${item.sourceId}` };
  return { leadId: item.id, ownerId, name: nameOfLead(item) };
}

export const filterHandlers: WritingHandlers<typeof filterOperations> = {
  validateFilter: async (ports, { caller, body }) => {
    const checked = await checkFilter(ports, caller.organisation, body);
    const problems = checked.kind === 'invalid' ? checked.problems : [];
    const told = problems.map(({ path, message }) => ({
      in: 'body' as const,
      path: path.join('.'),
      message,
    }));
    return { kind: 'ok', body: { problems: told } };
  },

  putFilter: async (ports, { caller, params: { id }, body: input, expected, now }) => {
    const outcome = await putFilter(ports, { caller, id, input, expected, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, outcome.created) : outcome;
  },

  deleteFilter: async (ports, { caller, params: { id }, expected }) => {
    const outcome = await deleteFilter(ports, { caller, id, expected });
    return outcome.kind === 'deleted' ? { kind: 'ok' } : outcome;
  },

  explainFilter: async (ports, { caller, params: { id }, body: { leadId, recordId = '' }, now }) => {
    const subject = leadId === undefined ? { recordId } : { leadId };
    const outcome = await explainFilter(ports, { caller, id, subject, now });
    if (outcome.kind !== 'explained') return outcome;
    const { evaluation, lines, facts } = outcome;
    const { matches, changesAt } = evaluation;
    return { kind: 'ok', body: { matches, changesAt, zone: facts.zone, lines } };
  },

  previewFilter: async (ports, { caller, params: { id }, now }) => {
    const outcome = await previewFilter(ports, { caller, id, now });
    if (outcome.kind !== 'previewed') return outcome;
    const { preview } = outcome;
    return { kind: 'ok', body: { ...preview, examples: preview.examples.map(exampleOf) } };
  },

  countFiltered: async (ports, { caller, params: { id }, headers, now }) => {
    const key = headers['idempotency-key'];
    const outcome = await countFiltered(ports, { caller, id, key, now });
    return outcome.kind === 'started' ? jobAnswer(outcome.job) : outcome;
  },

  enrollFiltered: async (ports, { caller, params: { id }, body, headers, now }) => {
    const { sequenceId, sender, userId = caller.userId } = body;
    const input = { sequenceId, userId: sender === 'owner' ? undefined : userId };
    const key = headers['idempotency-key'];
    const outcome = await enrollFiltered(ports, { caller, id, input, key, now });
    return outcome.kind === 'started' ? jobAnswer(outcome.job) : outcome;
  },
};
