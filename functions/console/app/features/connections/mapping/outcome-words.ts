import type { ItemOf } from '../../../api/operations.ts';
import { msg, type Message } from '../../../i18n/i18n.ts';
import type { Tone } from '../../../ui/notice.tsx';

export type Outcome = ItemOf<'POST /v1/connections/{kind}/mapping/preview'>['outcome'];

/** What would become of a record. */
export const outcomes: Record<Outcome, { label: Message; tone: Tone }> = {
  create: { label: msg('New'), tone: 'accent' },
  change: { label: msg('Changes'), tone: 'good' },
  same: { label: msg('As it is'), tone: 'plain' },
  left: { label: msg('Left alone'), tone: 'plain' },
  refused: { label: msg('Refused'), tone: 'bad' },
};
