import { useMemo } from 'react';
import type { Answer } from '../../api/operations.ts';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useEvery } from '../editor/use-every.ts';
import type { ConditionDraft, Shape } from './filter-draft.ts';
import { fieldLabels } from './labels.ts';

export type FilterField = Answer<'GET /v1/filter-fields'>['fields'][number];

/** Fields that conditions may ask, of leads or of a type of records. */
export type FilterFields = {
  fields: readonly FilterField[];
  /** The entry of a field, also of one with a name of the organisation's own. */
  of: (name: string) => FilterField | undefined;
  /** What a field is called, within its group. */
  nameOf: (field: string) => string;
  shapeOf: (condition: Pick<ConditionDraft, 'field' | 'is'>) => Shape;
  isLoading: boolean;
  error: unknown;
};

const patterns = ['lead.fields.', 'account.fields.', 'sequence.'] as const;
export type Pattern = (typeof patterns)[number];

/** The beginning of a field whose end is chosen by the organisation; undefined: it has one name for all. */
export const patternOf = (field: string): Pattern | undefined =>
  patterns.find((pattern) => field.startsWith(pattern));

/** Types of records, by id and name. */
export function useRecordTypes(): {
  id: string;
  name: string;
  fields: { name: string; label?: string | undefined }[];
}[] {
  return useEvery('GET /v1/record-types', { query: { limit: 100 } }).items;
}

/** Every field with its operators. */
export function useFilterFields(over: string): FilterFields {
  const t = useT();
  const read = useRead('GET /v1/filter-fields', { query: { over } });
  const types = useRecordTypes();
  return useMemo(() => {
    const fields = read.data?.fields ?? [];
    const ofRecord = types.find(({ id }) => id === over)?.fields ?? [];
    const of = (name: string): FilterField | undefined => {
      const pattern = patternOf(name);
      return fields.find(({ field }) =>
        pattern === undefined ? field === name : field.startsWith(`${pattern}<`),
      );
    };
    const nameOf = (field: string): string => {
      const own = ofRecord.find(({ name }) => field === `record.${name}`);
      if (own !== undefined) return own.label ?? own.name;
      const label = fieldLabels[field];
      const pattern = patternOf(field);
      if (label === undefined && pattern !== undefined)
        return t('“{text}”', { text: field.slice(pattern.length) });
      return label === undefined ? (of(field)?.label ?? field) : t(label);
    };
    const shapeOf = ({ field, is }: Pick<ConditionDraft, 'field' | 'is'>): Shape => {
      const found = of(field);
      const operator = found?.operators.find((each) => each.is === is);
      return { type: found?.type ?? 'text', takes: operator?.takes ?? 'nothing' };
    };
    return { fields, of, nameOf, shapeOf, isLoading: read.isPending, error: read.error };
  }, [read.data, read.isPending, read.error, types, over, t]);
}
