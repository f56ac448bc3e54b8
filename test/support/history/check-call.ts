import assert from 'node:assert/strict';
import { textOf } from '#shared/domain/time/instants.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Lead, User } from '#shared/domain/people/people.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import type { Absence, Settings } from '#shared/domain/settings/settings.ts';
import { ORGANISATION as organisation, SENDER } from '../world.ts';
import { checkCap } from './check-cap.ts';
import { checkWindows } from './check-windows.ts';
import { inForce, type Call, type Lived } from './lived.ts';
import { wall } from './wall-clock.ts';

/** What must hold of each call of the provider, at that moment. */
export async function checkCall(lived: Lived, call: Call): Promise<void> {
  checkClaim(lived, call);
  const { store } = lived.w.ports;
  const { enrollment, at, key, message } = call;
  const [id = '', stepId = ''] = key.split(' ');
  assert.ok(id.length > 0);
  const of = inForce(lived);
  const [lead, sender, version, task] = await Promise.all([
    store.leads.get(organisation, enrollment.leadId),
    store.users.get(organisation, SENDER),
    store.versions.get(organisation, `${enrollment.sequenceId}.${enrollment.version}`),
    store.tasks.get(organisation, `${id}.${stepId}`),
  ]);
  const step = version?.steps.find((each) => each.id === stepId);
  assert.ok(lead && sender && step);
  const hand = enrollment.claim?.by !== undefined;
  const acting = hand
    ? { id: task?.userId ?? '', away: [] }
    : actor(lived, at, of.windowZone === 'recipient' ? (lead.zone ?? sender.zone) : sender.zone);
  const user = await store.users.get(organisation, acting.id);
  assert.ok(user);
  call.by = user.id;
  if ('from' in message) assert.equal(message.from.name, user.name, `${key} at ${textOf(at)}`);

  // Windows bind the engine, not a person.
  if (!hand) checkWindows(call, { of, step, lead, user, away: acting.away });
  checkQuietHours(call, of, lead, user);
  await checkCap(lived, call, user);
  checkSuppression(call, of, step, lead);
}

/** The call was claimed, once, for a step that is not done (F3). */
function checkClaim({ calls }: Lived, { enrollment, key }: Call): void {
  const [, stepId = ''] = key.split(' ');
  assert.equal(enrollment.state.status, 'sending', `${key} is sent while ${enrollment.state.status}`);
  assert.equal(enrollment.claim?.step, stepId);
  assert.ok(!enrollment.done.includes(stepId), `${key} is done`);
  assert.ok(!calls.some((one) => one.key === key && one.reached), `${key} goes out twice`);
}

/** Who sends at an instant (F7), and the days that shut what this user sends. */
function actor({ absences }: Lived, at: Instant, zone: string): { id: string; away: Absence[] } {
  const { date } = wall(at, zone);
  const absence = absences.find(({ from, to }) => from <= date && date <= to);
  return absence?.standIn == null ? { id: SENDER, away: absences } : { id: absence.standIn, away: [] };
}

/** No text goes out in the quiet hours of its recipient (E4). */
function checkQuietHours({ at, key, channel }: Call, { smsQuietHours }: Settings, lead: Lead, user: User) {
  const there = wall(at, lead.zone ?? user.zone).time;
  const { from, to } = smsQuietHours;
  if (channel === 'sms') assert.ok(there >= to && there < from, `${key} in quiet hours, at ${there}`);
}

/** Nobody is written to whom the rules keep out (A6, A7, D5). */
function checkSuppression(
  { at, key, enrollment }: { at: Instant; key: string; enrollment: Enrollment },
  of: Settings,
  { type }: Step,
  lead: Lead,
): void {
  // Strictly before: what happens in the very moment of a send is too late for it.
  const since = (instant: Instant | undefined) => instant !== undefined && instant < at;
  const { unsubscribedAt, complainedAt, bouncedAt } = lead.suppression;
  if (of.unsubscribeRules.skips.includes(type))
    assert.ok(!since(unsubscribedAt) && !since(complainedAt), `${key} after unsubscribing`);
  const asMail = { 'automated-reply': 'automated-mail', reply: 'mail' }[type as string] ?? type;
  if (of.bounceRules.skips.some((skipped) => skipped === asMail))
    assert.ok(!since(bouncedAt), `${key} after a bounce`);
  if (lead.convertedAt !== undefined && lead.convertedAt > enrollment.enrolledAt)
    assert.ok(!since(lead.convertedAt), `${key} after the conversion`);
  assert.ok(!since(enrollment.repliedAt), `${key} after a reply`);
}
