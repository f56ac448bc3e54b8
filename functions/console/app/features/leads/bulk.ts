import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/queries.ts';

/** Calls that are under way at once. */
const AT_ONCE = 4;

export type BulkState = {
  title: string;
  total: number;
  done: number;
  /** What was refused, by id, in the words of the API. */
  failed: { id: string; why: string }[];
};

/** Does the same for many leads, a few at a time; one that is refused keeps none of the others. */
export function useBulk() {
  const client = useQueryClient();
  const [state, setState] = useState<BulkState>();
  const run = async (
    title: string,
    ids: readonly string[],
    act: (id: string) => Promise<unknown>,
  ): Promise<void> => {
    const at: BulkState = { title, total: ids.length, done: 0, failed: [] };
    const left = [...ids];
    setState({ ...at });
    const work = async (): Promise<void> => {
      for (let id = left.shift(); id !== undefined; id = left.shift()) {
        try {
          await act(id);
        } catch (error) {
          at.failed.push({ id, why: error instanceof Error ? error.message : String(error) });
        }
        at.done += 1;
        setState({ ...at });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await refresh(client, ['GET /v1/leads']);
  };
  return { state, run, close: () => setState(undefined) };
}
