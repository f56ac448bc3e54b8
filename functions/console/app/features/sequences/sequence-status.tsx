import { msg, useT, type Message } from '../../i18n/i18n.ts';
import { Badge, type Tone } from '../../ui/notice.tsx';
import type { Sequence } from './types.ts';

type Status = Sequence['status'];

export const statusLabels: Record<Status, Message> = {
  draft: msg('Draft'),
  active: msg('Active'),
  deleted: msg('Deleted'),
};
const tones: Record<Status, Tone> = { draft: 'plain', active: 'good', deleted: 'bad' };

/** The state of a sequence in a word. */
export function SequenceStatus({ status }: { status: Status }) {
  const t = useT();
  return <Badge tone={tones[status]}>{t(statusLabels[status])}</Badge>;
}
