import type { StepId } from '../../domain/kernel/ids.ts';
import type { Command, Lasts } from '../../domain/core/commands.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Reason } from '../../domain/settings/reason.ts';
import { executeOne, type Outcome } from '../core/execute.ts';
import type { EnginePorts } from '../core/engine-ports.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';

/** Which enrollment is to change, and when. */
type Of = { organisation: string; id: EnrollmentId; now: Instant };

function change(ports: EnginePorts, { organisation, id, now }: Of, command: Command): Promise<Outcome> {
  return executeOne(ports, { organisation, enrollment: id, command }, now);
}

/** Pauses an enrollment until an instant, for a while, or until a person resumes it; see the command `pause`. */
export function pauseEnrollment(
  ports: EnginePorts,
  request: Of & {
    until?: Instant | undefined;
    /** Where there is no `until`. */
    lasts?: Lasts | undefined;
    because: Reason;
    shortens?: boolean;
  },
): Promise<Outcome> {
  const { until, lasts, because, shortens = true } = request;
  return change(ports, request, { kind: 'pause', until, lasts, because, shortens });
}

/** Resumes a paused enrollment, without a burst (F6); see the command `resume`. */
export function resumeEnrollment(ports: EnginePorts, request: Of & { because: Reason }): Promise<Outcome> {
  return change(ports, request, { kind: 'resume', because: request.because });
}

/** Stops an enrollment for good: nothing more is sent. Stopping what is over changes nothing. */
export function stopEnrollment(ports: EnginePorts, request: Of & { because: Reason }): Promise<Outcome> {
  return change(ports, request, { kind: 'stop', because: request.because });
}

/**
 * Skips the steps before one that is still to come and plans that one now (B4, D2); without `step` the last one. See the
 * command `go-to-step`.
 */
export function goToStep(
  ports: EnginePorts,
  request: Of & { step?: StepId | undefined; because: Reason },
): Promise<Outcome> {
  return change(ports, request, { kind: 'go-to-step', step: request.step, because: request.because });
}

/** Keeps an enrollment on the version that it is on, or lets it follow the present one from its next step on (D10). */
export function pinEnrollment(
  ports: EnginePorts,
  request: Of & { pinned: boolean; by: string },
): Promise<Outcome> {
  return change(ports, request, { kind: request.pinned ? 'pin' : 'unpin', by: request.by });
}

/** A person settles an outcome that nobody knows: it went out, or it did not and shall be sent (F3). */
export function resolveUnknown(
  ports: EnginePorts,
  request: Of & { outcome: 'sent' | 'resend'; by: string },
): Promise<Outcome> {
  return change(ports, request, { kind: 'resolve-unknown', outcome: request.outcome, by: request.by });
}
