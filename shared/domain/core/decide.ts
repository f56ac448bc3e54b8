import type { Refusal } from '../kernel/refusal.ts';
import { decisionOf, type Decision, type Verdict } from './decision.ts';
import type { Command, CommandKind, CommandOf } from './commands.ts';
import type { StepFacts } from './facts.ts';
import { enroll } from './commands/enroll.ts';
import { giveUpClaim } from './commands/give-up-claim.ts';
import { goToStep } from './commands/go-to-step.ts';
import { pause } from './commands/pause.ts';
import { pin } from './commands/pin.ts';
import { providerEvent } from './commands/provider-event.ts';
import { pull } from './commands/pull.ts';
import { automaticReply, reply } from './commands/reply.ts';
import { resolveUnknown } from './commands/resolve-unknown.ts';
import { restored } from './commands/restored.ts';
import { resume } from './commands/resume.ts';
import { sendByHand } from './commands/send-by-hand.ts';
import { settle } from './commands/settle.ts';
import { move, stop } from './commands/stop.ts';
import { suppression } from './commands/suppression.ts';
import { taskClosed } from './commands/task-closed.ts';
import { wake } from './commands/wake.ts';

/** Who decides which command: the one table. */
const deciders = {
  enroll,
  wake,
  pull,
  pause,
  resume,
  stop,
  move,
  'go-to-step': goToStep,
  pin,
  unpin: pin,
  reply,
  'automatic-reply': automaticReply,
  'provider-event': providerEvent,
  suppression,
  'task-closed': taskClosed,
  'send-by-hand': sendByHand,
  settle,
  'resolve-unknown': resolveUnknown,
  'give-up-claim': giveUpClaim,
  restored,
} as const satisfies { [Kind in CommandKind]: (facts: StepFacts, command: CommandOf<Kind>) => Verdict };

/**
 * Decides what a command does to an enrollment, from facts alone: no clock, no store, no chance. The same for every
 * driver: the store's, which does what is decided, and the forecast's, which imagines it (F1).
 */
export function decide(facts: StepFacts, command: Command): Decision | Refusal {
  const decider = deciders[command.kind] as (facts: StepFacts, command: Command) => Verdict;
  const said = decider(facts, command);
  return said.kind === 'verdict' ? decisionOf(facts, said, command.kind === 'settle') : said;
}
