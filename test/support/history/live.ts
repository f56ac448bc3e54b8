import assert from 'node:assert/strict';
import { enrollmentCodec } from '#shared/contracts/stored/enrollment.ts';
import { plusMinutes, textOf } from '#shared/domain/time/instants.ts';
import { OVERDUE_MINUTES } from '#shared/use-cases/reconciliation/mend.ts';
import { sweep } from '#test/support/sweep.ts';
import { at } from '../at.ts';
import { memoryStore } from '../memory/memory-store.ts';
import { world } from '../world.ts';
import { dieAndRepeat, disturb } from './disturbances.ts';
import { missedInstants } from './future-of.ts';
import type { History } from './history.ts';
import type { Call, Lived } from './lived.ts';
import { enroll, perform } from './perform-act.ts';
import { provider } from './provider.ts';
import { setStage } from './stage.ts';

// A Monday, 10:00 in Paris.
const start = at('2027-03-22T09:00:00.000Z');

/** Lives through a history; `onCall` sees each call of the provider before it is answered, `afterAct` each rest. */
export async function live(
  history: History,
  onCall: (lived: Lived, call: Call) => Promise<void>,
  afterAct: (lived: Lived) => Promise<void>,
): Promise<Lived> {
  const changes: Lived['changes'] = [];
  const store = memoryStore(({ table, item }) => {
    if (table === 'enrollments') changes.push(enrollmentCodec.decode(item));
  });
  const w = world(start, undefined, store);
  const lived: Lived = {
    history,
    w,
    calls: [],
    changes,
    settings: history.settings,
    absences: history.enteredLate ? [] : history.absences,
    changedSettings: history.acts.some(({ kind }) => kind === 'change-settings'),
    versions: new Map(),
  };
  await setStage(lived);
  disturb(w, history);
  w.ports.mailer = provider(lived, 'mail', onCall);
  w.ports.sms = provider(lived, 'sms', onCall);

  const { chaos } = history;
  const fault = chaos && { call: chaos.dieAt, when: chaos.before ? ('before' as const) : ('after' as const) };
  const leads = history.leadZones.map((_, n) => `l${n}`);
  await enroll(lived, w.ports, -1, leads);
  let dies = chaos === undefined ? -1 : chaos.dieAt % (history.acts.length + 1);
  for (const act of history.acts) {
    await w.run(plusMinutes(w.clock.now(), act.after), fault);
    dies -= 1;
    if (chaos === undefined || dies !== 0) await perform(lived, act, w.ports);
    else {
      const plan = { call: 1 + (chaos.dieAt % 13), when: fault?.when ?? 'after' };
      await dieAndRepeat((ports) => perform(lived, act, ports), w, plan);
    }
    await afterAct(lived);
  }
  await w.run(plusMinutes(w.clock.now(), 1), fault);
  if (chaos !== undefined) {
    w.ports.scheduler = w.scheduler;
    for (let hour = 0; hour < 30; hour += 1) {
      await w.run(plusMinutes(w.clock.now(), 60), fault);
      await sweep(w.ports, w.clock.now());
    }
    await sweepWhatWasMissed(lived);
  }
  await afterAct(lived);
  return lived;
}

/** Lets each instant pass whose wake-up was lost: the sweep that finds it overdue wakes it, and no other is lost by now. */
async function sweepWhatWasMissed({ w }: Lived): Promise<void> {
  let missed = await missedInstants(w);
  for (let [first] = missed; first !== undefined; [first] = missed) {
    const overdue = plusMinutes(first, OVERDUE_MINUTES);
    await w.run(overdue > w.clock.now() ? overdue : w.clock.now());
    await sweep(w.ports, w.clock.now());
    const left = await missedInstants(w);
    assert.ok(left.length < missed.length, `What was to happen at ${textOf(first)} is lost`);
    missed = left;
  }
}
