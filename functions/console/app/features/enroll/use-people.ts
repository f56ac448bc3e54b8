import { useEffect, useState } from 'react';
import { call } from '../../api/client.ts';
import { leadName } from '../leads/lead-name.ts';
import { keepKnown, knownPeople, type Person } from './kept-people.ts';

/** Leads that are read at once. */
const AT_ONCE = 4;

/** Names and owners of leads; those that no page has shown yet are read one by one. */
export function usePeople(ids: readonly string[]): Record<string, Person> {
  const [people, setPeople] = useState(knownPeople);
  const missing = ids.filter((id) => people[id] === undefined).join('~');
  useEffect(() => {
    if (missing === '') return undefined;
    const stopping = new AbortController();
    const { signal } = stopping;
    const left = missing.split('~');
    const read: Record<string, Person> = {};
    const work = async (): Promise<void> => {
      for (let id = left.shift(); id !== undefined && !signal.aborted; id = left.shift()) {
        try {
          const lead = await call('GET /v1/leads/{id}', { params: { id } }, { signal });
          read[id] = { name: leadName(lead), ownerId: lead.ownerId };
        } catch {
          // It is shown by its id; what is wrong with it is told by the check.
          read[id] = { name: id, ownerId: '' };
        }
      }
    };
    void Promise.all(Array.from({ length: AT_ONCE }, work)).then(() => {
      if (signal.aborted) return;
      keepKnown(Object.fromEntries(Object.entries(read).filter(([, { ownerId }]) => ownerId !== '')));
      setPeople((before) => ({ ...before, ...read }));
    });
    return () => stopping.abort();
  }, [missing]);
  return people;
}
