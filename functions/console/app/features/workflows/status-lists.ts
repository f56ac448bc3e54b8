import type { Answer } from '../../api/operations.ts';
import { ProblemError } from '../../api/problem.ts';
import { useRead } from '../../api/queries.ts';
import { isCrm, objectsOf, type CrmKind, type CrmObject } from '../connections/connection-words.ts';

type Options = Answer<'GET /v1/connections/{kind}/picklist'>['options'];
/** The values of a status field of a CRM, as they are now. */
export type StatusList = {
  /** There is no field for it in the mapping. */
  isMapped: boolean;
  options: Options;
  error: unknown;
};
/** What keeps statuses from being written; undefined: nothing does. */
export type Missing = { what: 'connection' } | { what: 'mapping'; kind: CrmKind; label: string };
export type StatusLists = {
  isLoading: boolean;
  missing: Missing | undefined;
  account: StatusList;
  lead: StatusList;
};

/** A list of values changes seldom while one edits; what the API answers may itself be some minutes old. */
const GOOD_MS = 60_000;

/** The statuses that a workflow may write: of the CRM that is connected, by the status fields of its mapping (B3). */
export function useStatusLists(): StatusLists {
  const services = useRead('GET /v1/connections', {});
  const crm = services.data?.items.find(({ sort, connected }) => sort === 'crm' && connected);
  const kind: CrmKind = crm !== undefined && isCrm(crm.kind) ? crm.kind : 'salesforce';
  const mapping = useRead(
    'GET /v1/connections/{kind}/mapping',
    { params: { kind } },
    { enabled: crm !== undefined, staleMs: GOOD_MS },
  );
  const isUnmapped = mapping.error instanceof ProblemError && mapping.error.status === 404;
  const status = isUnmapped || mapping.data?.kind !== kind ? undefined : mapping.data.status;
  const person: CrmObject =
    objectsOf(kind).includes('lead') && status?.lead !== undefined ? 'lead' : 'contact';
  const account = useList(kind, 'account', status?.account);
  const lead = useList(kind, person, status?.[person]);
  const isLoading =
    (services.data === undefined && services.error === null) || (crm !== undefined && !mapping.isFetched);
  const missing: Missing | undefined =
    isLoading || services.data === undefined
      ? undefined
      : crm === undefined
        ? { what: 'connection' }
        : !account.isMapped && !lead.isMapped
          ? { what: 'mapping', kind, label: crm.label }
          : undefined;
  return { isLoading, missing, account, lead };
}

function useList(kind: CrmKind, object: CrmObject, field: string | undefined): StatusList {
  const read = useRead(
    'GET /v1/connections/{kind}/picklist',
    { params: { kind }, query: { object, field: field ?? '' } },
    { enabled: field !== undefined, staleMs: GOOD_MS },
  );
  const isMapped = field !== undefined;
  return { isMapped, options: isMapped ? (read.data?.options ?? []) : [], error: read.error };
}
