import type { Problem } from '../../domain/kernel/problem.ts';
import {
  namesRecordFields,
  recordFieldProblems,
  type TemplateDraft,
} from '../../domain/templates/validate-template.ts';
import type { Store } from '../../ports/store.ts';
import { loadRecordTypes } from './load-record-types.ts';

/** What a sound template names of records that no record type of the organisation has (D8). */
export async function unknownRecordFields(
  store: Pick<Store, 'recordTypes'>,
  organisation: string,
  draft: TemplateDraft,
): Promise<Problem[]> {
  if (!namesRecordFields(draft)) return [];
  const types = await loadRecordTypes(store, organisation);
  const fields = types.flatMap((type) => type.fields.map(({ name }) => name));
  return recordFieldProblems(draft, new Set(fields));
}
