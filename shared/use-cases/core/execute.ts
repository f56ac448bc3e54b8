import { inOrderOfBatch } from '../../domain/core/batch-order.ts';
import { decide } from '../../domain/core/decide.ts';
import type { Decision, Stays } from '../../domain/core/decision.ts';
import type { Call, Effect } from '../../domain/core/effects.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Hold } from '../../domain/holds/hold.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { SendResult } from '../../domain/core/message.ts';
import { ContentionError } from '../../ports/contention-error.ts';
import type { EnginePorts } from './engine-ports.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import { Gatherer } from './gather.ts';
import { perform } from './perform.ts';
import { SlotsTaken } from './slots-taken.ts';
import { withdrawStepTask } from './step-tasks.ts';
import { StoreLanes } from './store-lanes.ts';
import type { Asked, Gathered, Performing, Sending } from './work.ts';

/** How a command ended. `unchanged`: there was nothing to do, as when it was done before. */
export type Outcome =
  /** `sent`: what the provider answered; `hold`: what it began by its refusal, or prolonged (F10). */
  | { kind: 'changed'; enrollment: Enrollment; sent?: SendResult | undefined; hold?: Hold | undefined }
  | { kind: 'unchanged'; enrollment: Enrollment; stays?: Stays | undefined }
  /** `late`: somebody else changed it while this was done. */
  | { kind: 'refused'; enrollment: Enrollment; refusal: Refusal; late: boolean }
  | { kind: 'not-found'; what: string; id: string };

export type ExecuteOptions = {
  /** Undefined: none of the commands sends. */
  sending?: Sending | undefined;
  /** Enrollments written side by side; one after the other unless said otherwise, since sending keeps an order. */
  atOnce?: number | undefined;
};

/** Rounds before the work is given up: somebody else changes the same items all the time. */
const ROUNDS = 8;

type Work = { asked: Asked; index: number; late?: boolean | undefined };
type Decided = Work & { facts: Gathered; decision: Decision };

/**
 * Does what commands of one organisation ask for: gathers facts, decides, and performs the effects (F4). The one
 * optimistic loop: what somebody else changed meanwhile is gathered and decided again, and the slots that a lost round
 * took are given back unless the enrollment came to use them.
 *
 * @returns the outcome of each, in the order given. Throws ContentionError; infrastructure errors are thrown, and
 * nothing is half done by them.
 */
export async function execute(
  ports: EnginePorts,
  commands: readonly Asked[],
  now: Instant,
  options: ExecuteOptions = {},
): Promise<Outcome[]> {
  const outcomes = new Map<number, Outcome>();
  const slots = new SlotsTaken(ports);
  const opened = new Set<string>();
  let work: Work[] = commands.map((asked, index) => ({ asked, index }));
  for (let round = 0; work.length > 0; round += 1) {
    if (round === ROUNDS)
      throw new ContentionError(`Enrollment ${work[0]?.asked.enrollment ?? ''} is contended`);
    const decided = await decideAll(ports, work, now, options, outcomes, slots);
    if (decided === undefined) continue;
    const lost: Work[] = [];
    await inChunks(decided, options.atOnce ?? 1, async (one) => {
      const outcome = await performAll(ports, one, { now, options, opened });
      if (outcome === 'conflict')
        lost.push({
          index: one.index,
          late: true,
          asked: { ...one.asked, known: undefined, facts: undefined },
        });
      else {
        outcomes.set(one.index, outcome);
        slots.settle(one.decision);
      }
    });
    work = lost.toSorted((a, b) => a.index - b.index);
  }
  await slots.giveBack();
  return commands.map((asked, index) => outcomes.get(index) ?? notFound(asked));
}

/** Executes one command. */
export async function executeOne(
  ports: EnginePorts,
  asked: Asked,
  now: Instant,
  options?: ExecuteOptions,
): Promise<Outcome> {
  const [outcome] = await execute(ports, [asked], now, options);
  return outcome ?? notFound(asked);
}

function notFound({ enrollment: id }: Asked): Outcome {
  return { kind: 'not-found', what: 'enrollment', id };
}

/** Gathers and decides, and writes the days of lanes that the decisions change; undefined: another worker wrote them first. */
async function decideAll(
  ports: EnginePorts,
  work: readonly Work[],
  now: Instant,
  { sending }: ExecuteOptions,
  outcomes: Map<number, Outcome>,
  slots: SlotsTaken,
): Promise<Decided[] | undefined> {
  const gatherer = new Gatherer(ports, sending, now);
  const read = await Promise.all(
    work.map(async (one) => ({ ...one, facts: await gatherer.gather(one.asked) })),
  );
  const found: (Work & { facts: Gathered })[] = [];
  for (const one of read) {
    if (one.facts === undefined) outcomes.set(one.index, notFound(one.asked));
    else found.push({ ...one, facts: one.facts });
  }
  const questions = found.map(({ facts, asked: { command } }) => ({ facts, command }));
  const organisation = work[0]?.asked.organisation ?? '';
  const lanes = await StoreLanes.read(ports.store, organisation, questions);
  const decided: Decided[] = [];
  const order =
    found.length === 1
      ? found
      : inOrderOfBatch(found, ({ facts, asked: { command } }) => ({ facts: { ...facts, lanes }, command }));
  for (const one of order) {
    const decision = decide({ ...one.facts, lanes }, one.asked.command);
    if (decision.kind !== 'decided') {
      outcomes.set(one.index, {
        kind: 'refused',
        enrollment: one.facts.enrollment,
        refusal: decision,
        late: one.late ?? false,
      });
      continue;
    }
    lanes.note(decision);
    decided.push({ ...one, decision });
  }
  const { all, written } = await lanes.write();
  slots.note(organisation, decided, written);
  return all ? decided : undefined;
}

/** Performs the effects of a decision in order. `conflict`: the enrollment was changed by somebody else. */
async function performAll(
  ports: EnginePorts,
  { facts, decision }: Decided,
  of: { now: Instant; options: ExecuteOptions; opened: Set<string> },
): Promise<Outcome | 'conflict'> {
  const { effects, events, after, stays } = decision;
  const { enrollment } = facts;
  const done: Effect[] = [];
  let [sent, hold]: [SendResult | undefined, Hold | undefined] = [undefined, undefined];
  for (const effect of effects) {
    const { now, options, opened } = of;
    const performed = await perform(ports, { enrollment, now, opened, sending: options.sending }, effect);
    if (performed === 'conflict') {
      await undo(ports, done, { enrollment, now, opened, sending: options.sending });
      return 'conflict';
    }
    done.push(effect);
    if (effect.kind === 'write-hold') ({ hold } = effect);
    if (effect.kind === 'send')
      ({ sent, hold } = await send(ports, { facts, decision, call: effect }, now, options));
  }
  return events.length === 0
    ? { kind: 'unchanged', enrollment, stays }
    : { kind: 'changed', enrollment: after, sent, hold };
}

/** Calls the provider once, and writes what it answered: between the two nothing else is done (F3). */
async function send(
  ports: EnginePorts,
  { facts, decision, call }: { facts: Gathered; decision: Decision; call: Call },
  now: Instant,
  options: ExecuteOptions,
): Promise<{ sent: SendResult; hold: Hold | undefined }> {
  if (options.sending === undefined) throw new Error(`Nothing to send ${decision.after.id} with`);
  const sent = await options.sending.call(call.message);
  const { organisation, id: enrollment } = decision.after;
  const command = { kind: 'settle' as const, call, result: sent };
  const known = { ...facts, enrollment: decision.after };
  const settled = await executeOne(ports, { organisation, enrollment, command, facts: known }, now, options);
  return { sent, hold: settled.kind === 'changed' ? settled.hold : undefined };
}

/** Takes back what was done before a write that was lost, other than slots. */
async function undo(ports: EnginePorts, done: readonly Effect[], of: Performing): Promise<void> {
  for (const effect of done) {
    if (effect.kind === 'open-task') await withdrawStepTask(ports, effect.task, of.now);
    if (effect.kind === 'note-invitation') await of.sending?.undo(effect, of);
  }
}
