import type { sequenceOperations } from '#shared/contracts/api/sequences.ts';
import { deleteSequence } from '#shared/use-cases/sequences/delete-sequence.ts';
import { publishSequence } from '#shared/use-cases/sequences/publish-sequence.ts';
import { putSequence } from '#shared/use-cases/sequences/put-sequence.ts';
import { listSequences, listVersions } from '#shared/use-cases/sequences/list-sequences.ts';
import { validateDraft } from '#shared/use-cases/sequences/validate-draft.ts';
import { itemAnswer, type Handlers } from '../route.ts';

export const sequenceHandlers: Handlers<typeof sequenceOperations> = {
  listSequences: async (ports, { caller, query: { order, ...query } }) => {
    const request = { organisation: caller.organisation, ...query, descending: order === 'desc' };
    return { kind: 'ok', body: await listSequences(ports, request) };
  },

  getSequence: async ({ store }, { caller, params: { id } }) => {
    const sequence = await store.sequences.get(caller.organisation, id);
    return sequence ? itemAnswer(sequence) : { kind: 'not-found', what: 'sequence', id };
  },

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
    return { kind: 'ok', body: { errors, affected: outcome.affected } };
  },

  publishSequence: async (ports, { caller, params, body, expected, now }) => {
    const outcome = await publishSequence(ports, { caller, ...params, ...body, expected, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item) : outcome;
  },

  deleteSequence: async (ports, { caller, params, query, expected, now }) => {
    const outcome = await deleteSequence(ports, { caller, ...params, ...query, expected, now });
    return outcome.kind === 'deleted' ? { kind: 'ok' } : outcome;
  },

  listVersions: async (ports, { caller, params, query }) => {
    const outcome = await listVersions(ports, { organisation: caller.organisation, ...params, ...query });
    return outcome.kind === 'page' ? { kind: 'ok', body: outcome.page } : outcome;
  },

  getVersion: async ({ store }, { caller, params: { id, version } }) => {
    const found = await store.versions.get(caller.organisation, `${id}.${version}`);
    return found
      ? { kind: 'ok', body: found }
      : { kind: 'not-found', what: 'version', id: `${id}.${version}` };
  },
};
