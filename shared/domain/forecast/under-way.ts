import { plusMinutes } from '../time/instants.ts';
import { isOver, type Enrollment } from '../core/enrollment.ts';
import type { Sender } from '../core/planning.ts';
import { wakeTime } from '../lanes/wake-up.ts';
import type { Lead } from '../people/people.ts';
import type { SequenceVersion } from '../sequences/step.ts';
import type { UnderWay } from './forecast-input.ts';
import type { Unpredictable } from './unpredictable.ts';

/** What a forecast makes of an enrollment as it is stored; `unpredictable`: why it can say nothing of it. */
export type StartOf =
  | ({ kind: 'under-way' } & UnderWay)
  | { kind: 'unpredictable'; enrollment: Enrollment; reason: Unpredictable }
  | { kind: 'over' };

/** Where an enrollment that is stored begins in a forecast. @param asked it is one that the forecast is for */
export function startOf(
  enrollment: Enrollment,
  known: { lead: Lead | undefined; sender: Sender | undefined; version: SequenceVersion | undefined },
  { taskMinutes, asked }: { taskMinutes: number; asked: boolean },
): StartOf {
  const { state } = enrollment;
  if (isOver(state)) return { kind: 'over' };
  const not = (reason: Unpredictable): StartOf => ({ kind: 'unpredictable', enrollment, reason });
  const { lead, sender, version } = known;
  if (lead === undefined || sender === undefined || version === undefined) return not({ why: 'gone' });
  const of = { enrollment, lead, sender, asked };
  switch (state.status) {
    case 'scheduled':
      return { kind: 'under-way', of, wakesAt: wakeTime(state.at, enrollment.changedAt) };
    case 'backlogged':
      return { kind: 'under-way', of };
    case 'waiting':
      return { kind: 'under-way', of, closesAt: plusMinutes(state.since, taskMinutes) };
    case 'paused': {
      const { until, because, step } = state;
      if (until === undefined || enrollment.claim?.step === step) return not({ why: 'paused', because });
      return { kind: 'under-way', of, wakesAt: wakeTime(until, enrollment.changedAt) };
    }
    case 'sending':
    case 'unknown':
      return not({ why: state.status });
  }
}
