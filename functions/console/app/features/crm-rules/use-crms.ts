import { useRead } from '../../api/queries.ts';
import { isCrm } from '../connections/connection-words.ts';
import type { Rule } from './rule-form.ts';

/** The CRMs that are connected, by kind and name. */
export function useCrms(): {
  crms: { kind: Rule['kind']; label: string }[];
  isLoading: boolean;
  error: unknown;
} {
  const read = useRead('GET /v1/connections', {});
  const crms = (read.data?.items ?? []).flatMap(({ kind, label, connected }) =>
    connected && isCrm(kind) ? [{ kind, label }] : [],
  );
  return { crms, isLoading: read.data === undefined && read.error === null, error: read.error };
}
