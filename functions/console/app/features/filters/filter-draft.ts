/** A filter as it is edited: groups and conditions with keys of their own, values as they are typed. */
export const joints = ['all', 'any', 'none'] as const;
export type Joint = (typeof joints)[number];
export const units = ['days', 'hours', 'minutes'] as const;
export type Unit = (typeof units)[number];

export type ConditionDraft = {
  kind: 'condition';
  key: string;
  field: string;
  is: string;
  /** As typed: money as `100 EUR`, yes or no as `true` and `false`, a list one by one. */
  values: string[];
  unit: Unit;
};
export type GroupDraft = { kind: 'group'; key: string; joint: Joint; parts: PartDraft[] };
export type PartDraft = ConditionDraft | GroupDraft;

/** Bounds of the API, so that nothing is begun that it refuses. */
export const MOST_CONDITIONS = 50;
export const DEEPEST_GROUP = 5;

/** What a field holds and what an operator compares it with, as the API lists them. */
export type FieldType =
  'text' | 'number' | 'money' | 'date' | 'instant' | 'choice' | 'yes-no' | 'user' | 'score' | 'sequence';
export type Takes = 'nothing' | 'one' | 'some' | 'pair' | 'span' | 'day' | 'record-type';
/** What is known of a condition: the type of its field and what its operator takes. */
export type Shape = { type: FieldType; takes: Takes };

let lastKey = 0;
const newKey = (): string => `part-${String((lastKey += 1))}`;

export const newCondition = (): ConditionDraft => ({
  kind: 'condition',
  key: newKey(),
  field: '',
  is: '',
  values: [],
  unit: 'days',
});
export const newGroup = (joint: Joint, parts: PartDraft[]): GroupDraft => ({
  kind: 'group',
  key: newKey(),
  joint,
  parts,
});

/** A filter in JSON, as the API keeps it. */
type FilterJson = { [J in Joint]?: FilterJson[] } & {
  field?: string;
  is?: string;
  value?: unknown;
  unit?: Unit;
};

function typed(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value)
    return `${String(value.amount)} ${String(value.currency)}`;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

function partOf(json: FilterJson): PartDraft {
  const joint = joints.find((each) => json[each] !== undefined);
  if (joint !== undefined) return newGroup(joint, (json[joint] ?? []).map(partOf));
  const values = Array.isArray(json.value) ? json.value.map(typed) : [typed(json.value)];
  return {
    ...newCondition(),
    field: json.field ?? '',
    is: json.is ?? '',
    values: json.value === undefined ? [] : values,
    unit: json.unit ?? 'days',
  };
}

/** What is saved, to be edited; a single condition stands in a group of its own. */
export function draftOf(json: unknown): GroupDraft {
  const part = partOf(json as FilterJson);
  return part.kind === 'group' ? part : newGroup('all', [part]);
}

/** A number as typed, with a comma or a point; nothing where it is none, which the API says at its place. */
function numberOf(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
}

function valueOf(text: string, type: FieldType): unknown {
  if (type === 'number' || type === 'score') return numberOf(text);
  if (type === 'yes-no') return text === '' ? null : text === 'true';
  if (type === 'money') {
    const [amount = '', currency = ''] = text.split(' ');
    return { amount: numberOf(amount), currency };
  }
  return text;
}

function conditionJson({ field, is, values, unit }: ConditionDraft, { type, takes }: Shape): unknown {
  const [first = ''] = values;
  switch (takes) {
    case 'nothing':
      return { field, is };
    case 'span':
      return { field, is, value: numberOf(first), ...(unit !== 'days' && { unit }) };
    case 'one':
      return { field, is, value: valueOf(first, type) };
    case 'day':
    case 'record-type':
      return { field, is, value: first };
    case 'pair':
      return { field, is, value: [valueOf(first, type), valueOf(values[1] ?? '', type)] };
    case 'some':
      return { field, is, value: values.map((each) => valueOf(each, type)) };
  }
}

/** What is sent to the API. */
export function jsonOf(part: PartDraft, shapeOf: (condition: ConditionDraft) => Shape): unknown {
  return part.kind === 'condition'
    ? conditionJson(part, shapeOf(part))
    : { [part.joint]: part.parts.map((each) => jsonOf(each, shapeOf)) };
}

export const countConditions = (part: PartDraft): number =>
  part.kind === 'condition' ? 1 : part.parts.reduce((sum, each) => sum + countConditions(each), 0);

/** Groups and conditions in the order in which the API explains them. */
export const inOrder = (part: PartDraft): PartDraft[] =>
  part.kind === 'condition' ? [part] : [part, ...part.parts.flatMap(inOrder)];
