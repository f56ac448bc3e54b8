import type { Rule, Message } from './audited.ts';
import type { Stage } from '../stage.ts';
import { local } from './clock.ts';

/** A3: of first mails of one sender and sequence nobody with whom nobody meddled is overtaken by a day. */
export const order: Rule = ({ messages, stage }) => {
  if (!isPlain(stage)) return [];
  const first = new Map<string, Message>();
  for (const message of messages) {
    const steps = stage.scenario.sequences.find(({ id }) => id === message.sequence)?.steps;
    if (message.channel !== 'mail' || steps?.[0]?.id !== message.step || message.byHand) continue;
    if (!first.has(message.enrollment)) first.set(message.enrollment, message);
  }
  const queue = stage.history.enrolled.flatMap((enrolled) => {
    const message = first.get(enrolled.enrollment);
    const isLeftAlone = message?.user.id === enrolled.user && !stage.history.touched.has(enrolled.enrollment);
    return isLeftAlone ? [{ ...enrolled, message }] : [];
  });
  return queue.flatMap((one) => {
    const overtaking = queue.find(
      (other) =>
        other.user === one.user &&
        other.sequence === one.sequence &&
        one.sure < other.begun &&
        one.message.leadZone === other.message.leadZone &&
        dayOf(other.message) < dayOf(one.message) &&
        !stage.history.changed(one.begun, one.message.order),
    );
    if (overtaking === undefined) return [];
    const { message, enrollment } = one;
    const expected = `${message.messageId} to go out no later than on ${dayOf(overtaking.message)}, as ${overtaking.enrollment} did, which was enrolled after it`;
    return [{ rule: 'A3 order', enrollment, at: message.at, expected }];
  });
};

/** A step that was held up by a fault goes when it can; only without any is who comes first known from outside. */
function isPlain({ world, scenario }: Stage): boolean {
  return (
    world.faults.happened.size === 0 &&
    !scenario.acts.some(({ kind }) => kind === 'account' || kind === 'hold' || kind === 'be-absent')
  );
}

function dayOf({ user, by }: Message): string {
  return local(user.zone, by.startedAt).date;
}
