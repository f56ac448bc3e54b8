import { useRead } from '../../../api/queries.ts';
import { objectsOf, type CrmKind, type CrmObject } from '../connection-words.ts';
import type { CrmField } from './mapping-form.ts';

export type TheirFields = {
  of: (object: CrmObject) => readonly CrmField[];
  isLoading: boolean;
  error: unknown;
  again: () => void;
};

/** Fields change seldom: what was read is kept this long. */
const GOOD_MS = 60_000;

/** The fields of each object of the CRM, as it is now. */
export function useTheirFields(kind: CrmKind, enabled: boolean): TheirFields {
  const has = (object: CrmObject): boolean => enabled && objectsOf(kind).includes(object);
  const read = {
    lead: useFields(kind, 'lead', has('lead')),
    contact: useFields(kind, 'contact', has('contact')),
    account: useFields(kind, 'account', has('account')),
  };
  const all = objectsOf(kind).map((object) => read[object]);
  return {
    of: (object) => read[object].data?.items ?? [],
    isLoading: all.some(({ data, error }) => data === undefined && error === null),
    error: all.find(({ data, error }) => data === undefined && error !== null)?.error,
    again: () => all.forEach(({ refetch }) => void refetch()),
  };
}

const useFields = (kind: CrmKind, object: CrmObject, enabled: boolean) =>
  useRead(
    'GET /v1/connections/{kind}/fields',
    { params: { kind }, query: { object } },
    { enabled, staleMs: GOOD_MS },
  );
