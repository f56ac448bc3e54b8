import { secondsBetween } from '../../domain/time/instants.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Sender } from '../../domain/core/planning.ts';
import { senderAt } from '../../domain/core/stand-in.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Sequence, SequenceVersion, Step } from '../../domain/sequences/step.ts';
import type { EnginePorts } from './engine-ports.ts';
import { loadSender } from './load-sender.ts';
import { onceEach } from './once-each.ts';
import type { StepWakeUp } from '../../domain/lanes/wake-up.ts';

/** A step that is due, with what deciding about it needs. */
export type DueStep = {
  kind: 'due';
  wakeUp: StepWakeUp;
  enrollment: Enrollment;
  version: SequenceVersion;
  step: Step;
  lead: Lead;
  sender: Sender;
  sequence: Sequence | undefined;
  sequenceDeleted: boolean;
};

/** A step about to be sent, whoever has it sent: the engine, or a person from a task. */
export type StepAtHand = Omit<DueStep, 'kind' | 'wakeUp'>;

/** What a wake-up turns out to be once the tables are read: they decide, it was a hint. */
export type LoadedStep =
  | DueStep
  /** Another revision, or nothing to do. */
  | { kind: 'stale'; wakeUp: StepWakeUp }
  /** A worker holds its claim. */
  | { kind: 'busy'; wakeUp: StepWakeUp }
  /** The worker that held its claim died before it could note what the provider answered. */
  | { kind: 'died'; wakeUp: StepWakeUp; enrollment: Enrollment }
  | { kind: 'pause-over'; wakeUp: StepWakeUp; enrollment: Enrollment };

/** A claim older than this has no living worker: the function's timeout and a margin. In seconds. */
export const CLAIM_DEAD_SECONDS = 150;

/** Reads what the wake-ups are about; whatever several of them share is read once. */
export async function loadDueSteps(
  ports: EnginePorts,
  wakeUps: readonly StepWakeUp[],
  now: Instant,
): Promise<LoadedStep[]> {
  const { store } = ports;
  const sender = onceEach((organisation: string, id: string) => loadSender(store, organisation, id));
  const sequence = onceEach((organisation: string, id: string) => store.sequences.get(organisation, id));
  const version = onceEach((organisation: string, id: string) => store.versions.get(organisation, id));

  const seen = new Set<string>();
  return Promise.all(
    wakeUps.map(async (wakeUp): Promise<LoadedStep> => {
      const { organisation } = wakeUp;
      // Not by enrollment alone: one that is out of date must not hide the one that is not.
      const copy = `${organisation} ${wakeUp.enrollment} ${wakeUp.revision}`;
      const again = seen.has(copy);
      seen.add(copy);
      const enrollment = await store.enrollments.get(organisation, wakeUp.enrollment);
      if (enrollment === undefined || again) return { kind: 'stale', wakeUp };
      const kind = kindOf(enrollment, wakeUp, now);
      if (kind === 'stale' || kind === 'busy') return { kind, wakeUp };
      if (kind === 'died' || kind === 'pause-over') return { kind, wakeUp, enrollment };
      const [lead, from, ofSequence, ofVersion] = await Promise.all([
        store.leads.get(organisation, enrollment.leadId),
        sender(organisation, enrollment.userId),
        sequence(organisation, enrollment.sequenceId),
        version(organisation, `${enrollment.sequenceId}.${enrollment.version}`),
      ]);
      const { state } = enrollment;
      const step = ofVersion?.steps.find(({ id }) => state.status === 'scheduled' && id === state.step);
      if (lead === undefined || from === undefined || ofVersion === undefined || step === undefined) {
        return { kind: 'stale', wakeUp };
      }
      const sequenceDeleted = ofSequence === undefined || ofSequence.status === 'deleted';
      return {
        kind: 'due',
        wakeUp,
        enrollment,
        version: ofVersion,
        step,
        lead,
        sender: senderAt(from, lead, now),
        sequence: ofSequence,
        sequenceDeleted,
      };
    }),
  );
}

function kindOf(enrollment: Enrollment, wakeUp: StepWakeUp, now: Instant): LoadedStep['kind'] {
  const { state, claim, revision } = enrollment;
  if (state.status === 'sending' && state.step === wakeUp.step && claim !== undefined) {
    return secondsBetween(claim.at, now) < CLAIM_DEAD_SECONDS ? 'busy' : 'died';
  }
  if (revision !== wakeUp.revision) return 'stale';
  if (state.status === 'scheduled' && state.at <= now) return 'due';
  if (state.status === 'paused' && state.until !== undefined && state.until <= now) return 'pause-over';
  return 'stale';
}
