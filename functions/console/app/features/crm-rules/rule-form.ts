import type { Answer, Asked, ItemOf } from '../../api/operations.ts';
import { msg, type Message } from '../../i18n/i18n.ts';
import type { Tone } from '../../ui/notice.tsx';
import { objectsOf } from '../connections/connection-words.ts';
import {
  draftOf,
  jsonOf,
  newCondition,
  newGroup,
  type ConditionDraft,
  type GroupDraft,
  type Shape,
} from '../filters/filter-draft.ts';

export type Rule = Answer<'GET /v1/crm-rules/{id}'>;
export type RuleBody = Asked<'PUT /v1/crm-rules/{id}'>['body'];
export type Look = ItemOf<'GET /v1/crm-rules/{id}/looks'>;

/** A rule as it is edited. */
export type RuleForm = {
  name: string;
  kind: Rule['kind'];
  object: Rule['object'];
  on: 'created' | 'created-or-updated';
  group: GroupDraft;
  sequenceId: string;
  asksAbove: string;
};

/** The people of a CRM. */
export const peopleOf = (kind: Rule['kind']): readonly Rule['object'][] =>
  objectsOf(kind).filter((object) => object !== 'account');

export const newRule = (kind: Rule['kind']): RuleForm => ({
  name: '',
  kind,
  object: peopleOf(kind)[0] ?? 'contact',
  on: 'created-or-updated',
  group: newGroup('all', [newCondition()]),
  sequenceId: '',
  asksAbove: '50',
});

export const formOf = (rule: Rule): RuleForm => ({
  name: rule.name,
  kind: rule.kind,
  object: rule.object,
  on: rule.on ?? 'created-or-updated',
  group: draftOf(rule.filter),
  sequenceId: rule.sequenceId,
  asksAbove: String(rule.asksAbove ?? 50),
});

/** A number as typed; what is none is sent as nothing, which the API says at its place. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** What is sent to be saved, or tried. */
export const bodyOf = (form: RuleForm, shapeOf: (condition: ConditionDraft) => Shape): RuleBody => ({
  name: form.name,
  kind: form.kind,
  object: form.object,
  on: form.on,
  filter: jsonOf(form.group, shapeOf),
  sequenceId: form.sequenceId,
  asksAbove: numberOf(form.asksAbove),
});

export const outcomes: Record<Look['outcome'], { label: Message; tone: Tone }> = {
  enrolled: { label: msg('Enrolled'), tone: 'good' },
  waits: { label: msg('Waits for you'), tone: 'warn' },
  refused: { label: msg('Refused'), tone: 'bad' },
  'no-match': { label: msg('Does not match'), tone: 'plain' },
};

export const personNames: Record<Rule['object'], Message> = { lead: msg('Leads'), contact: msg('Contacts') };
