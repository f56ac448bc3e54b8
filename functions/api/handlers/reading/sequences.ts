import type { sequenceOperations } from '#shared/contracts/api/sequences.ts';
import { exportSequence } from '#shared/use-cases/sequences/sequence-file.ts';
import { listSequences, listVersions } from '#shared/use-cases/sequences/list-sequences.ts';
import { itemAnswer } from '../../route.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const sequenceHandlers: ReadingHandlers<typeof sequenceOperations> = {
  listSequences: async (ports, { caller, query: { order, ...query } }) => {
    const request = { organisation: caller.organisation, ...query, descending: order === 'desc' };
    return { kind: 'ok', body: await listSequences(ports, request) };
  },

  getSequence: async ({ store }, { caller, params: { id } }) => {
    const sequence = await store.sequences.get(caller.organisation, id);
    return sequence ? itemAnswer(sequence) : { kind: 'not-found', what: 'sequence', id };
  },

  exportSequence: async (ports, { caller, params, query }) => {
    const outcome = await exportSequence(ports, { organisation: caller.organisation, ...params, ...query });
    return outcome.kind === 'file' ? { kind: 'ok', body: outcome.file } : outcome;
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
