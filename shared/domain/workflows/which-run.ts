import type { SequenceId } from '../kernel/ids.ts';
import type { Activity } from '../activity/activity.ts';
import { chainOf, type Cause } from './run.ts';
import { firingsOf, meets } from './triggers.ts';
import { workflowFor, type Workflow } from './workflow.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';

/** Whether a workflow acts on a cause: it is active, waits for it, was there already, and the condition is met. */
function acts(workflow: Workflow | undefined, cause: Cause): workflow is Workflow {
  if (workflow?.active !== true || workflow.trigger.type !== cause.trigger) return false;
  return cause.at >= workflow.createdAt && meets(workflow.trigger, cause);
}

/** What an activity fires that some workflow may wait for. Outside of any sequence all of the lead's count. */
export function causesOf(activity: Activity, workflows: readonly Workflow[]): Cause[] {
  const { organisation, leadId, id: activityId, at, enrollmentId, sequenceId } = activity;
  const chain = chainOf(activity);
  return firingsOf(activity)
    .map((firing): Cause => ({
      ...firing,
      organisation,
      leadId,
      activityId,
      at,
      ...(enrollmentId !== undefined && { enrollmentId }),
      ...(sequenceId !== undefined && { sequenceId }),
      chain,
    }))
    .filter((cause) =>
      enrollmentId === undefined
        ? workflows.some((workflow) => acts(workflow, cause))
        : acts(workflowFor(workflows, cause.trigger, sequenceId), cause),
    );
}

/**
 * Which workflows a cause means, and on which enrollments each acts (A13): the one it happened in, else those of the
 * lead that are not over, each by its own sequence; a lead in none has the standard one.
 */
export function whichRun(
  cause: Cause,
  workflows: readonly Workflow[],
  open: readonly { id: EnrollmentId; sequenceId: SequenceId }[],
): { workflow: Workflow; enrollmentIds: EnrollmentId[] }[] {
  const { enrollmentId, sequenceId } = cause;
  const places =
    enrollmentId !== undefined ? [{ id: enrollmentId, sequenceId }] : open.length > 0 ? open : [undefined];
  const meant = places.flatMap((place) => {
    const workflow = workflowFor(workflows, cause.trigger, place?.sequenceId);
    return acts(workflow, cause) ? [{ workflow, id: place?.id }] : [];
  });
  return [...Map.groupBy(meant, ({ workflow }) => workflow)].map(([workflow, some]) => ({
    workflow,
    enrollmentIds: some.flatMap(({ id }) => id ?? []),
  }));
}
