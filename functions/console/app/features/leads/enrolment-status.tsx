import type { ItemOf } from '../../api/operations.ts';
import { dayText, when } from '../../i18n/format.ts';
import { msg, useT, type Message } from '../../i18n/i18n.ts';
import { Badge, type Tone } from '../../ui/notice.tsx';
import { quotedStep } from '../../why/event-words.ts';
import type { Names } from '../../why/told.ts';

export type Enrolment = ItemOf<'GET /v1/enrollments'>;
type Status = Enrolment['state']['status'];

const labels: Record<Status, readonly [Message, Tone]> = {
  scheduled: [msg('Scheduled'), 'accent'],
  backlogged: [msg('In the queue'), 'accent'],
  sending: [msg('Being sent'), 'accent'],
  unknown: [msg('Outcome unknown'), 'bad'],
  waiting: [msg('Waits for a task'), 'accent'],
  paused: [msg('Paused'), 'warn'],
  stopped: [msg('Stopped'), 'plain'],
  finished: [msg('Finished'), 'good'],
};

export const isOver = ({ state }: Enrolment): boolean =>
  state.status === 'stopped' || state.status === 'finished';

/** How an enrolment stands, in a word. */
export function StatusBadge({ status }: { status: Status }) {
  const t = useT();
  const [label, tone] = labels[status];
  return <Badge tone={tone}>{t(label)}</Badge>;
}

/** How an enrolment stands, in a sentence: the step, and when. */
export function useStatusWords() {
  const t = useT();
  return ({ state }: Enrolment, names: Names): string => {
    const step = quotedStep(t, state.step, names);
    const at = state.at === undefined ? '' : when(state.at);
    switch (state.status) {
      case 'scheduled':
        return t('{step} goes on {at}', { step, at });
      case 'backlogged':
        return state.opensOn === undefined
          ? t('{step} waits in the queue', { step })
          : t('{step} waits in the queue and may go from {day} on', { step, day: dayText(state.opensOn) });
      case 'sending':
        return t('{step} is being sent', { step });
      case 'unknown':
        return t('Whether {step} went out is not known', { step });
      case 'waiting':
        return t('Waits until the task {step} is done', { step });
      case 'paused':
        return state.until === undefined
          ? t('Paused until somebody resumes it')
          : t('Paused until {at}', { at: when(state.until) });
      case 'stopped':
        return t('Stopped on {at}', { at });
      case 'finished':
        return t('Finished on {at}', { at });
    }
  };
}
