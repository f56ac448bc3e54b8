import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAws } from '#infra/local/aws/aws.ts';
import { LocalStore } from '#infra/local/aws/local-store.ts';
import { timeLapseClock } from '#infra/local/clock.ts';
import * as names from '#infra/local/names.ts';
import { eventScheduler } from '#shared/adapters/aws/event-scheduler.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { laneEntryName } from '#shared/domain/lanes/wake-up.ts';
import { plusSeconds, textOf } from '#shared/domain/time/instants.ts';
import type { Scheduler } from '#shared/ports/scheduler.ts';
import { at, day, enrollmentNamed, laneNamed } from '#test/support/at.ts';
import { memoryClock } from '#test/support/memory/memory-clock.ts';
import { memoryScheduler } from '#test/support/memory/memory-scheduler.ts';

const midnight = at('2027-03-16T00:00:00.000Z');
type Under = {
  scheduler: Pick<Scheduler, 'create' | 'remove'>;
  /** Lets time pass until then, and answers how many entries fired. */
  passes: (until: Instant) => number;
};

function memory(): Promise<Under> {
  const clock = memoryClock(plusSeconds(midnight, -3_600));
  const scheduler = memoryScheduler(clock);
  const passes = (until: Instant) => {
    clock.set(until);
    return scheduler.due(until).length;
  };
  return Promise.resolve({ scheduler, passes });
}

async function eventBridge(t: TestContext): Promise<Under> {
  const folder = mkdtempSync(join(tmpdir(), 'relance-entries-'));
  const clock = timeLapseClock(textOf(plusSeconds(midnight, -3_600)));
  const aws = await startAws({ store: new LocalStore(undefined), folder, clock });
  t.after(async () => {
    await aws.stop();
    clock.restore();
    rmSync(folder, { recursive: true });
  });
  Object.assign(process.env, {
    AWS_REGION: names.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: aws.endpoint,
  });
  const lanes = () => ({
    group: names.scheduleGroup,
    queueArn: names.queueArn(names.queueName('lanes')),
    roleArn: names.scheduleRoleArn,
  });
  const own = { now: () => at(clock.now()) };
  const scheduler = eventScheduler({ lanes, webhooks: lanes, matches: lanes }, own);
  const passes = (until: Instant) => {
    clock.advanceTo(textOf(until));
    return aws.scheduler.fireDue();
  };
  return { scheduler, passes };
}

const lane = laneNamed('u1.mail');
const opening = {
  name: laneEntryName('acme', lane, day('2027-03-16')),
  at: midnight,
  group: 'acme.u1.mail',
  wakeUp: { kind: 'lane' as const, organisation: 'acme', lane },
};

for (const [name, open] of [
  ['memory', memory],
  ['EventBridge', eventBridge],
] as const)
  describe(`entries of the ${name} scheduler that have fired`, () => {
    test('stand in the way of their name for a minute, unless they are removed', async (t) => {
      const { scheduler, passes } = await open(t);
      const step = { kind: 'step' as const, organisation: 'acme', lane, step: 's1', revision: 4 };
      const entry = {
        ...opening,
        name: 'l1.q1.1-4',
        wakeUp: { ...step, enrollment: enrollmentNamed('l1.q1.1') },
      };
      const again = () => scheduler.create({ ...entry, at: plusSeconds(midnight, 3_600) });
      assert.equal(await scheduler.create(entry), 'created');
      assert.equal(passes(plusSeconds(midnight, 5)), 1);
      assert.equal(await again(), 'exists');
      await scheduler.remove(entry.name);
      assert.equal(await again(), 'created');
      assert.equal(passes(plusSeconds(midnight, 3_600)), 1);
      assert.equal(passes(plusSeconds(midnight, 3_660)), 0);
      assert.equal(await scheduler.create({ ...entry, at: plusSeconds(midnight, 7_200) }), 'created');
    });

    test('F4: a lane that is asked to open as its day begins, before or after it opened, opens again', async (t) => {
      const { scheduler, passes } = await open(t);
      assert.equal(await scheduler.create(opening), 'created');
      assert.equal(await scheduler.create(opening), 'exists');
      // What is asked for now may be written when the entry of midnight has fired.
      assert.equal(passes(plusSeconds(midnight, -1)), 0);
      await scheduler.create(opening);
      assert.equal(passes(plusSeconds(midnight, 30)), 1);
      await scheduler.create(opening);
      assert.equal(passes(plusSeconds(midnight, 59)), 1);
      assert.equal(passes(plusSeconds(midnight, 90)), 1);
      await scheduler.create(opening);
      assert.equal(passes(plusSeconds(midnight, 150)), 1);
    });
  });
