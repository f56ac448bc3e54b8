import { useEffect } from 'react';
import { useList, useRead } from '../../api/queries.ts';

/** Every sequence that people can be enrolled in, read to the end. */
export function useActiveSequences() {
  const list = useList('GET /v1/sequences', { query: { status: 'active', sort: 'name', limit: 100 } });
  const { hasMore, isLoadingMore, more } = list;
  useEffect(() => {
    if (hasMore && !isLoadingMore) more();
  }, [hasMore, isLoadingMore, more]);
  return list;
}

/** A sequence by its id, and what its steps are called, in the version that an enrolment has or would have. */
export function useSequence(id: string, version?: number) {
  const sequence = useRead('GET /v1/sequences/{id}', { params: { id } }, { enabled: id !== '' });
  const wanted = version ?? sequence.data?.currentVersion;
  const published = useRead(
    'GET /v1/sequences/{id}/versions/{version}',
    { params: { id, version: String(wanted ?? 1) } },
    { enabled: wanted !== undefined && wanted > 0 && id !== '' },
  );
  const steps = published.data?.steps ?? [];
  return {
    name: sequence.data?.name ?? id,
    steps,
    stepName: (step: string): string => steps.find((each) => each.id === step)?.name ?? step,
  };
}
