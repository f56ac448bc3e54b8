import { useQueries } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { Answer } from '../../api/operations.ts';

type Sequence = Answer<'GET /v1/sequences/{id}'>;

/** Names of sequences and of their steps as they are now; what cannot be read is shown by its id. */
export function useSequenceNames(ids: readonly (string | undefined)[]) {
  const wanted = [...new Set(ids.filter((id) => id !== undefined))];
  const read = useQueries({
    queries: wanted.map((id) => ({
      queryKey: ['GET /v1/sequences/{id}', { params: { id } }],
      queryFn: () => call('GET /v1/sequences/{id}', { params: { id } }),
      staleTime: 60_000,
    })),
  });
  const sequences = new Map<string, Sequence>(
    read.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data]])),
  );
  return {
    sequence: (id: string): string => sequences.get(id)?.name ?? id,
    stepOf:
      (sequenceId: string | undefined) =>
      (step: string): string =>
        sequences.get(sequenceId ?? '')?.draft.steps.find(({ id }) => id === step)?.name ?? step,
  };
}
