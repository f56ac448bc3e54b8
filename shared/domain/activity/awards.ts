import type { Activity, ActivityEvent } from './activity.ts';
import { channels } from '../channels/channels.ts';
import { shortKey } from '../kernel/short-key.ts';
import type { ScoreReason } from '../scoring/reasons.ts';
import type { PointsAward } from '../scoring/score.ts';

type Rules = {
  [Type in ActivityEvent['type']]?: (
    event: Extract<ActivityEvent, { type: Type }>,
  ) => ScoreReason | undefined;
};

/**
 * Which events give points (A12). Machines' opens and clicks give none, and what is done again gives none (F8); nor do
 * bounces that pass, automatic replies, calls that we make, and changes of the score itself.
 */
const rules: Rules = {
  sent: ({ channel }) => channels[channel].scores?.sent,
  opened: ({ machine, again }) => (machine || again ? undefined : 'mailOpened'),
  clicked: ({ channel = 'mail', machine, again }) =>
    machine || again ? undefined : channels[channel].scores?.clicked,
  'call-received': () => 'callReceived',
  replied: () => 'replied',
  bounced: ({ permanent }) => (permanent ? 'bounced' : undefined),
  unsubscribed: () => 'unsubscribed',
  complained: () => 'complained',
};

/** What an activity may give points for; empty for most. */
export function awardsOf({ id, at, events }: Activity): PointsAward[] {
  return events.flatMap((event, index) => {
    const reason = (rules[event.type] as ((of: ActivityEvent) => ScoreReason | undefined) | undefined)?.(
      event,
    );
    if (reason === undefined) return [];
    const step = 'step' in event ? event.step : undefined;
    return [{ key: shortKey(`${id} ${index}`), reason, at, ...(step !== undefined && { step }) }];
  });
}
