import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import { leadName } from '../leads/lead-name.ts';
import { keepKnown } from './kept-people.ts';

/** Leads that are looked at before enrolling; the enrolling itself takes everybody who matches. */
const MOST_MATCHING = 2000;

/** The leads that match a saved filter now: at most 2,000 are read; `found`: so far. */
export function useMatching(filter: string | undefined) {
  const [found, setFound] = useState(0);
  const read = useQuery({
    queryKey: ['matching', filter],
    enabled: filter !== undefined,
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await call('GET /v1/leads', { query: { filter, limit: 100, cursor } }, { signal });
        keepKnown(
          Object.fromEntries(
            page.items.map((lead) => [lead.id, { name: leadName(lead), ownerId: lead.ownerId }]),
          ),
        );
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.cursor;
        setFound(ids.length);
      } while (cursor !== undefined && ids.length < MOST_MATCHING);
      return { ids: ids.slice(0, MOST_MATCHING), isAll: cursor === undefined };
    },
  });
  return { ...read, found };
}
