import { isFeedback } from '../feedback.ts';
import type { Ended, History } from '../history.ts';
import type { Stage } from '../stage.ts';
import type { Message, Rule } from './audited.ts';

/** C2, D5, D7, D11, A6, A7, F10: after an end, in a pause and under a hold only what was claimed before goes out. */
export const ends: Rule = ({ messages, stage }) =>
  messages.flatMap((message) => {
    const { claim } = message;
    if (claim === undefined) return [];
    const ended = stage.history.ended.find((one) => one.order < claim.order && concerns(one, message, stage));
    const why =
      ended === undefined
        ? (pausedAt(stage.history, message) ?? heldAt(stage.history, message))
        : `its claim to come before it was ${ended.why}`;
    if (why === undefined) return [];
    const expected = `${message.messageId} not to go out: ${why}`;
    return [{ rule: 'nothing after the end', enrollment: message.enrollment, at: message.at, expected }];
  });

function concerns(ended: Ended, message: Message, { history, sequences, scenario }: Stage): boolean {
  const { of, why } = ended;
  const enrolled = history.enrolled.find(({ enrollment }) => enrollment === message.enrollment);
  if ('enrollment' in of) {
    if (of.enrollment !== message.enrollment) return false;
    const sequence =
      sequences.get(message.sequence) ?? scenario.sequences.find(({ id }) => id === message.sequence);
    return why !== 'replied' || isFeedback(message.sequence) || sequence?.stopOnReply === true;
  }
  // Each step looks at its sequence when its work begins.
  if ('sequence' in of) return of.sequence === message.sequence && ended.order < message.by.startedOrder;
  if (of.lead !== message.lead) return false;
  // Who has left may be enrolled anew, also by a request that never was answered.
  const wasIn = enrolled !== undefined && enrolled.sure < ended.order;
  switch (why) {
    case 'unsubscribed':
    case 'complained':
      return true;
    case 'bounced':
      return message.channel === 'mail' && ended.address === message.to;
    case 'converted':
      // It does not keep a client from being asked (C1).
      return wasIn && !isFeedback(message.sequence);
    case 'disqualified':
      return wasIn;
    case 'stopped':
    case 'moved':
    case 'replied':
    case 'deleted':
    case 'completed':
      return false;
  }
}

function pausedAt({ paused }: History, { enrollment, claim }: Message): string | undefined {
  const order = claim?.order ?? 0;
  const isPaused = paused.some(
    (one) => one.enrollment === enrollment && one.sure < order && order < one.resumed,
  );
  return isPaused ? 'it was paused' : undefined;
}

function heldAt({ held }: History, { user, channel, by, order }: Message): string | undefined {
  const ids = [
    'organisation.all',
    `organisation.${channel}`,
    `sender.${user.id}.all`,
    `sender.${user.id}.${channel}`,
  ];
  // What was under way when somebody held it still goes out.
  const hold = held.find(
    ({ id, sure, released }) => ids.includes(id) && sure < by.startedOrder && order < released,
  );
  return hold && `${hold.id} was held`;
}
