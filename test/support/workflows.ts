import { activityCodec } from '#shared/contracts/stored/activity.ts';
import { enrollmentCodec } from '#shared/contracts/stored/enrollment.ts';
import { activityOfChange } from '#shared/domain/activity/activity-of-change.ts';
import type { Activity, ActivityEvent } from '#shared/domain/activity/activity.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { WorkflowRun, WorkflowMessage } from '#shared/domain/workflows/run.ts';
import { workflowId, type Workflow } from '#shared/domain/workflows/workflow.ts';
import type { WholePorts } from '#shared/use-cases/core/engine-ports.ts';
import { runWorkflows } from '#shared/use-cases/workflows/run-workflows.ts';
import { startWorkflows } from '#shared/use-cases/workflows/start-workflows.ts';
import { ProcessDied, withFaults, type FaultPlan } from './memory/faults.ts';
import { memoryStore } from './memory/memory-store.ts';
import { ORGANISATION as organisation, world, type World } from './world.ts';

/** A world in which workflows run: what happens is recorded, handed over and worked off. */
export type WorkflowWorld = World & {
  flows: WholePorts;
  /** Makes workflows, as they are stored. */
  let(...workflows: (Pick<Workflow, 'trigger' | 'actions'> & Partial<Workflow>)[]): Promise<void>;
  /** Records something that happened. */
  happen(activity: Partial<Activity> & { leadId: string; events: ActivityEvent[] }): Promise<void>;
  /** Works off everything until it is quiet at this moment; the process dies once as planned, and what it had comes again. */
  settle(fault?: FaultPlan): Promise<void>;
  /** Names of the port calls that workers made so far. */
  made: string[];
  /** Every activity that was ever recorded, in order. */
  recorded: Activity[];
  runs(): Promise<WorkflowRun[]>;
};

export function workflowWorld(
  start: Instant,
  /** What the stream and the queue do with what they carry: order, repeats. */
  carried: <T>(some: T[]) => T[] = (some) => some,
): WorkflowWorld {
  const changed: Activity[] = [];
  const added: Activity[] = [];
  const recorded: Activity[] = [];
  const store = memoryStore(({ table, item, before }) => {
    if (table === 'enrollments')
      changed.push(...[activityOfChange(enrollmentCodec.decode(item)) ?? []].flat());
    if (table === 'activities' && before === undefined) {
      const activity = activityCodec.decode(item);
      recorded.push(activity);
      added.push(activity);
    }
  });
  const w = world(start, undefined, store);
  const flows = { ...w.ports, store };
  const { workflows } = w.queue;
  const made: string[] = [];
  let dead = false;

  async function under(
    fault: FaultPlan | undefined,
    work: (ports: WholePorts) => Promise<void>,
  ): Promise<boolean> {
    const plan = fault === undefined || dead ? undefined : { ...fault, call: fault.call - made.length };
    const faulty = withFaults(flows, plan, ['clock', 'ids', 'links', 'addresses']);
    try {
      await work(faulty.ports);
      return true;
    } catch (error) {
      if (!(error instanceof ProcessDied)) throw error;
      dead = true;
      return false;
    } finally {
      made.push(...faulty.calls);
    }
  }

  return {
    ...w,
    flows,
    made,
    recorded,
    async let(...workflows) {
      for (const wanted of workflows) {
        const id = workflowId(wanted.trigger.type, wanted.sequenceId);
        const rest = { organisation, id, revision: 1, name: id, active: true, createdBy: 'ada' };
        await store.workflows.put({ ...rest, createdAt: start, ...wanted }, 'absent');
      }
    },
    async happen(activity) {
      const id = `happened-${recorded.length}`;
      await store.activities.add([{ organisation, id, at: w.clock.now(), ...activity }]);
    },
    async settle(fault) {
      for (;;) {
        await store.activities.add(changed.splice(0));
        const activities = carried(added.splice(0));
        const due = workflows.filter(({ at }) => at <= w.clock.now());
        for (const one of due) workflows.splice(workflows.indexOf(one), 1);
        if (activities.length === 0 && due.length === 0) return;
        for (const activity of activities) {
          const done = await under(fault, async (ports) => {
            const [failed] = await startWorkflows(ports, [activity]);
            if (failed !== undefined) throw failed.error;
          });
          if (!done) added.push(activity);
        }
        for (const { message, at } of carried(due)) {
          const done = await under(fault, async (ports) => {
            await runWorkflows(ports, message satisfies WorkflowMessage, w.clock.now());
          });
          if (!done) workflows.push({ message, at });
        }
      }
    },
    runs: () => Array.fromAsync(store.workflowRuns.scan()),
  };
}
