import './machine.ts';
import { perform } from './acts.ts';
import { audit } from './audit/auditor.ts';
import type { Violation } from './audit/audited.ts';
import { acquaint, noteConverted } from './crm/acquaint.ts';
import { keepIntake } from './intake.ts';
import { calmDown } from './liveness.ts';
import { Log } from './log.ts';
import { scenarioOf, type Options } from './scenario.ts';
import { Stage } from './stage.ts';

const DAY = 86_400_000;

/** A world that was lived through, and what was wrong with it. */
export type Simulation = { stage: Stage; log: Log; violations: Violation[] };

/** Lives through the world of a seed, and then asks the auditor. @param options.whole whether each call is logged */
export async function simulate(options: Options & { whole?: boolean }): Promise<Simulation> {
  const scenario = scenarioOf(options);
  const log = new Log(options.whole === true);
  const stage = new Stage(scenario, log);
  const { world } = stage;
  keepIntake(stage);
  await stage.set();
  acquaint(stage);
  for (const act of scenario.acts) {
    world.agenda.at(act.at, () => {
      perform(stage, act);
    });
  }
  await world.runUntil(scenario.start + options.days * DAY);
  const stuck = await calmDown(stage);
  await noteConverted(stage);
  const violations = [...(await audit(stage)), ...stuck];
  for (const { rule, enrollment, expected } of violations)
    log.add(world.agenda.now, `${rule} ${enrollment ?? ''}: ${expected}`);
  return { stage, log, violations };
}
