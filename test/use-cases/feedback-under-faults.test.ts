import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followResponse } from '#shared/use-cases/surveys/follow-response.ts';
import { answerSurvey } from '#shared/use-cases/surveys/answer-survey.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { enrollmentNamed } from '#test/support/at.ts';
import { feedbackWorld, invite, start, stateOf, type FeedbackWorld } from '#test/support/feedback-world.ts';
import { ProcessDied, withFaults, type FaultPlan } from '#test/support/memory/faults.ts';

const lead = 'lead000000000001';
const id = enrollmentNamed(`${lead}.care.1`);
const inCharge = { warning: 'paul', 'unhappy-client': 'paul', 'service-request': 'paul' };
const settings = {
  ...{ alerts: inCharge, alertTasks: true, sharePositive: true, positiveFrom: 0 },
  webhookUrl: 'https://hooks.example.com/a',
};

async function invited(): Promise<FeedbackWorld> {
  const w = await feedbackWorld({ leads: [{ id: lead }], settings });
  await invite(w, 'care', lead);
  await w.run(plusMinutes(start, 5));
  return w;
}

/** Answers and completes; again where the process died, as the client does who sees no page. */
async function answer(w: FeedbackWorld, fault?: FaultPlan): Promise<string[]> {
  const sent = new Map([
    ['nps', ['0']],
    ['more', ['', 'quote']],
    ['words', ['Well']],
  ]);
  const request = { organisation: 'acme', enrollment: id, sent, complete: true, now: w.clock.now() };
  const faulty = withFaults({ ...w.ports, store: w.store }, fault, ['ids', 'links', 'addresses']);
  try {
    await answerSurvey(faulty.ports, request);
  } catch (error) {
    if (!(error instanceof ProcessDied)) throw error;
    await answerSurvey({ ...w.ports, store: w.store }, request);
  }
  return faulty.calls;
}

/** What came of it for everybody. */
async function outcome(w: FeedbackWorld) {
  await w.follow();
  const activities = await w.admin('GET', `/v1/leads/${lead}/activities`);
  const types = activities.body.items.flatMap(({ events }: any) => events.map(({ type }: any) => type));
  return {
    state: (await stateOf(w, id)).status,
    told: w.told.sent.map(({ message }) => message.subject).toSorted(),
    tasks: (await Array.fromAsync(w.store.tasks.scan())).length,
    deliveries: (await Array.fromAsync(w.store.webhookDeliveries.scan())).length,
    activities: types.filter((type: string) => /^survey|^feedback|^custom/.test(type)).toSorted(),
  };
}

test('C2, C5–C7: a page whose process dies before or after any call is taken in once when it comes again', async () => {
  const whole = await invited();
  const calls = await answer(whole);
  const expected = await outcome(whole);
  assert.equal(expected.state, 'stopped');
  assert.deepEqual([expected.told.length, expected.tasks, expected.deliveries], [4, 3, 1]);
  for (let call = 1; call <= calls.length; call += 1) {
    for (const when of ['before', 'after'] as const) {
      const w = await invited();
      await answer(w, { call, when });
      assert.deepEqual(await outcome(w), expected, `died ${when} ${calls[call - 1]} (${call})`);
    }
  }
});

test('C5–C7: what follows an answer is done once, though its worker dies before or after any call and the record comes again', async () => {
  const whole = await invited();
  await answer(whole);
  const expected = await outcome(whole);
  const count = await dying();
  for (let call = 1; call <= count.calls; call += 1) {
    for (const when of ['before', 'after'] as const) {
      const { w } = await dying({ call, when });
      assert.deepEqual(await outcome(w), expected, `died ${when} call ${call}`);
    }
  }

  /** Follows the response with a worker that dies; the stream brings it again in `outcome`. */
  async function dying(fault?: FaultPlan): Promise<{ w: FeedbackWorld; calls: number }> {
    const w = await invited();
    await answer(w);
    const response = await w.store.responses.get('acme', id);
    assert.ok(response);
    const faulty = withFaults({ ...w.ports, store: w.store }, fault, ['ids', 'links', 'addresses']);
    try {
      await followResponse(faulty.ports, response, w.clock.now());
    } catch (error) {
      if (!(error instanceof ProcessDied)) throw error;
    }
    return { w, calls: faulty.calls.length };
  }
});

test('C3, F3: of two invitations of one address one goes, whatever call its worker dies at, and none is lost', async () => {
  const twin = 'lead000000000002';
  const days = (count: number) => plusMinutes(start, count * 24 * 60);
  const both = async (fault?: FaultPlan) => {
    const w = await feedbackWorld({
      leads: [
        { id: lead, email: 'ana@example.com' },
        { id: twin, email: 'ana@example.com' },
      ],
      settings: { reminders: 0 },
      sequences: { after: { reminders: 0 } },
    });
    await invite(w, 'care', lead);
    await invite(w, 'after', twin);
    await w.run(days(2), fault);
    return w;
  };
  const whole = await both();
  for (let call = 1; call <= whole.calls.length; call += 1) {
    for (const when of ['before', 'after'] as const) {
      const w = await both({ call, when });
      const shown = `died ${when} ${whole.calls[call - 1]} (${call})`;
      // One whose provider's answer was lost may have gone out, and is never sent again by itself.
      assert.ok(w.mailer.calls.length <= 1, shown);
      const open = (await w.enrollments()).filter(({ state }) => state.status !== 'finished');
      assert.ok(open.length >= 1, shown);
      await w.run(days(40));
      const states = (await w.enrollments()).map(({ state }) => state.status);
      assert.ok(
        states.every((status) => status === 'finished' || status === 'unknown'),
        `${shown}: ${states.join(', ')}`,
      );
      assert.ok(w.mailer.calls.length <= 2, shown);
    }
  }
});
