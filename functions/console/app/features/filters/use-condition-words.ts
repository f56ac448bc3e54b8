import { dayText, listing, number, when } from '../../i18n/format.ts';
import { useT, type Say } from '../../i18n/i18n.ts';
import { useEvery } from '../editor/use-every.ts';
import { useUsers } from '../users/use-users.ts';
import type { ConditionDraft, FieldType } from './filter-draft.ts';
import { choiceLabels, groupLabels, groupOf, operatorText, spans } from './labels.ts';
import { patternOf, useFilterFields, useRecordTypes } from './use-filter-fields.ts';

type Seen = string | number | boolean | { amount: number; currency: string } | readonly string[];
export type ConditionWords = {
  condition: (condition: ConditionDraft) => string;
  /** What the field of a condition held. */
  seen: (condition: ConditionDraft, seen: Seen) => string;
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function money(amount: number, currency: string): string {
  return `${number(amount)} ${currency}`;
}

function inWords(t: Say, type: FieldType, value: string, nameOf: (id: string) => string): string {
  switch (type) {
    case 'user':
      return nameOf(value);
    case 'yes-no':
      return value === 'true' ? t('yes') : t('no');
    case 'money': {
      const [amount = '', currency = ''] = value.split(' ');
      return money(Number(amount), currency);
    }
    case 'date':
    case 'instant':
      if (DAY.test(value)) return dayText(value, 'dayWithYear');
      return Number.isNaN(Date.parse(value)) ? value : when(value);
    case 'number':
    case 'score':
      return number(Number(value));
    case 'choice':
      return choiceLabels[value] === undefined ? t('“{text}”', { text: value }) : t(choiceLabels[value]);
    case 'text':
    case 'sequence':
      return t('“{text}”', { text: value });
  }
}

/** Says conditions in the language of the console. */
export function useConditionWords(over: string): ConditionWords {
  const t = useT();
  const fields = useFilterFields(over);
  const { nameOf } = useUsers();
  const types = useRecordTypes();
  const typeName = (id: string): string =>
    t('“{text}”', { text: types.find((type) => type.id === id)?.name ?? id });
  const sequences = useEvery('GET /v1/sequences', { query: { limit: 100 } }).items;
  const fieldName = (field: string): string => {
    const group = groupOf(field);
    if (group === 'sequence') {
      const id = field.slice((patternOf(field) ?? '').length);
      const name = sequences.find((each) => each.id === id)?.name ?? id;
      return t('Sequence “{name}”', { name });
    }
    const name = fields.nameOf(field);
    return group === 'activity' ? name : `${t(groupLabels[group])} · ${name}`;
  };
  return {
    condition(condition) {
      const { field, is, values, unit } = condition;
      const { type, takes } = fields.shapeOf(condition);
      const label = fields.of(field)?.operators.find((each) => each.is === is)?.label ?? is;
      const value =
        takes === 'span'
          ? t(spans[unit], { count: Number(values[0] ?? 0) })
          : takes === 'record-type'
            ? listing(values.map(typeName))
            : listing(values.map((each) => inWords(t, takes === 'day' ? 'date' : type, each, nameOf)));
      return `${fieldName(field)} ${t(operatorText(is, type, label), { value })}`;
    },
    seen(condition, seen) {
      const { type } = fields.shapeOf(condition);
      if (Array.isArray(seen)) return listing(seen.map(String));
      if (typeof seen === 'object' && 'amount' in seen) return money(seen.amount, seen.currency);
      return inWords(t, type, String(seen), nameOf);
    },
  };
}
