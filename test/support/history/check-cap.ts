import assert from 'node:assert/strict';
import { stepKinds } from '#shared/domain/channels/step-types.ts';
import { isStepTask } from '#shared/domain/tasks/task.ts';
import type { User } from '#shared/domain/people/people.ts';
import { inForce, type Call, type Lived } from './lived.ts';
import { wall } from './wall-clock.ts';

/**
 * The cap of the user's day leaves room for a call (A3, A4). What went out counts, what may have gone out too, until a
 * person who knows better has it sent again, and the mails that the user sent elsewhere.
 */
export async function checkCap(lived: Lived, call: Call, user: User): Promise<void> {
  const { channel, key, at } = call;
  const of = inForce(lived);
  const cap = channel === 'mail' ? of.maxMailsPerDay : of.maxSmsPerDay;
  if (cap === null) return;
  const today = wall(at, user.zone).date;
  const tasks = await Array.fromAsync(lived.w.ports.store.tasks.scan());
  const elsewhere = tasks.filter(
    (task) =>
      isStepTask(task) &&
      task.status === 'completed' &&
      task.sentAt === undefined &&
      channel === 'mail' &&
      task.userId === user.id &&
      stepKinds[task.type].template === 'mail' &&
      wall(task.closedAt, user.zone).date === today,
  );
  const before = new Set(
    lived.calls
      .filter((one) => one.channel === channel && one.by === user.id && !one.refused && !one.settledAsLost)
      .filter((one) => wall(one.at, user.zone).date === today)
      .map((one) => one.key),
  );
  before.delete(key);
  assert.ok(before.size + elsewhere.length < cap, `${key} is over the cap of ${cap}`);
}
