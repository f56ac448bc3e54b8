import type { ItemOf } from '../../api/operations.ts';
import { number } from '../../i18n/format.ts';
import { msg, type Message, type Say } from '../../i18n/i18n.ts';
import type { Tone } from '../../ui/notice.tsx';

export type Delivery = ItemOf<'GET /v1/webhook-deliveries'>;
export type Attempt = Delivery['attempts'][number];

export const types: Record<Delivery['type'], Message> = {
  'lead.converted': msg('Lead converted'),
  'lead.disqualified': msg('Lead disqualified'),
  'survey.answered': msg('Survey answered'),
  'webhook.test': msg('Test'),
};

export const states: Record<Delivery['state']['status'], { label: Message; tone: Tone }> = {
  pending: { label: msg('Waits'), tone: 'accent' },
  delivered: { label: msg('Delivered'), tone: 'good' },
  failed: { label: msg('Failed'), tone: 'bad' },
};

const failures: Record<NonNullable<Delivery['state']['reason']>, Message> = {
  'gave-up': msg('Given up after a day of tries'),
  gone: msg('The receiver says that it is gone for good (410)'),
  off: msg('There was no active webhook any more'),
};

/** What a call of the receiver came to: `200`, or why there was no answer. */
export function attemptWords({ status, error }: Attempt, t: Say): string {
  if (error !== undefined) return status === undefined ? error : `${String(status)}: ${error}`;
  if (status !== undefined) return String(status);
  return t('Under way');
}

/** Why a delivery failed; undefined: it did not. A test is tried once alone. */
export function failureOf({ type, state }: Pick<Delivery, 'type' | 'state'>): Message | undefined {
  if (state.reason === undefined) return undefined;
  return type === 'webhook.test' && state.reason === 'gave-up' ? testFailed : failures[state.reason];
}
const testFailed = msg('A test is tried once alone');

/** How long the receiver took. */
export const tookWords = ({ durationMs }: Attempt, t: Say): string =>
  durationMs === undefined ? '' : t('{count} ms', { count: number(Math.round(durationMs)) });
