import { msg, type Message } from '../../i18n/i18n.ts';
import type { ItemOf } from '../../api/operations.ts';
import type { QuestionType } from './survey-draft.ts';

type AlertKind = ItemOf<'GET /v1/responses'>['alerts'][number]['kind'];

export const questionLabels: Record<QuestionType, Message> = {
  rating: msg('Rating'),
  'one-choice': msg('One choice'),
  'several-choices': msg('Several choices'),
  'yes-no': msg('Yes or no'),
  text: msg('Free text'),
};
export const questionTypes = Object.keys(questionLabels) as QuestionType[];

export const alertLabels: Record<AlertKind, Message> = {
  warning: msg('Warning'),
  'unhappy-client': msg('Unhappy client'),
  'service-request': msg('Request for service'),
};
