import { isFeedback } from '../feedback.ts';
import type { Answered } from '../history.ts';
import { enrollmentOf, leadOf, reached, stepOfMessage } from '../messages.ts';
import { admin, type Stage } from '../stage.ts';
import { at, noteEnrolled, type Doings } from './acting.ts';

/** Of so many mails that came last one is answered. */
const LATEST = 8;

/** How satisfied they are: mostly they are. */
const scores = [10, 3, 8, 9, 6, 10, 7, 1, 9, 8, 5];

/** Who is invited to surveys, and what they answer. */
export const feedback = {
  async invite(stage, { pick, vary }) {
    const { leads, scenario } = stage;
    const all = [...leads.values()];
    const leadIds = Array.from({ length: Math.min(1 + (vary % 4), all.length) }, (_, n) => at(all, pick + n));
    const clients = leadIds.map((leadId) => ({ leadId }));
    const sequences = at([['f1', 'f2'], ['f2', 'f1'], ['f1'], ['f2']], vary) ?? [];
    // Each in the name of somebody else, so that two lanes, and two workers, come upon one address.
    const senders = vary % 5 === 0 ? scenario.users : scenario.askers;
    await Promise.all(
      sequences.map(async (sequence, n) => {
        const user = at(senders, pick + n)?.id ?? '';
        const begun = stage.world.order;
        const answer = await stage.people.ask(
          admin,
          'POST',
          `/v1/feedback-sequences/${sequence}/invitations`,
          {
            body: { clients, userId: user },
            headers: { 'idempotency-key': `invite-${pick}-${vary}-${sequence}` },
          },
        );
        noteEnrolled(stage, answer, { sequence, user, begun });
      }),
    );
  },
  async 'answer-survey'(stage, { pick, vary }) {
    const mails = reached(stage).filter((one) => isFeedback(stepOfMessage(one).sequence));
    const mail = at(mails.slice(-LATEST), pick);
    const path = /https:\/\/[^/]+(\/s\/\S+)/.exec(mail?.text ?? '')?.[1];
    const enrollment = mail && enrollmentOf(stage, mail);
    if (mail === undefined || enrollment === undefined || path === undefined) return;
    await stage.people.open('GET', path);
    const asksForService = vary % 6 === 0;
    const send = (score: number, completes: boolean) =>
      answer(stage, path, { enrollment, lead: leadOf(stage, mail), score, asksForService, completes });
    await send(at(scores, vary) ?? 0, vary % 3 === 0);
    // Some think better of it.
    if (vary % 3 !== 0 && vary % 2 === 0) await send(at(scores, pick) ?? 0, pick % 4 > 0);
  },
} satisfies Doings;

async function answer(
  { history, people, world }: Stage,
  path: string,
  given: Omit<Answered, 'begun' | 'sure'>,
): Promise<void> {
  const { enrollment, lead, score, asksForService, completes } = given;
  const answered: Answered = { ...given, begun: world.order, sure: undefined };
  history.answers.push(answered);
  if (completes) {
    history.tried.add(`survey-completed ${lead}`);
    history.touched.add(enrollment);
  }
  const fields = new URLSearchParams({
    'q.score': String(score),
    'q.call': asksForService ? 'yes' : 'no',
    do: completes ? 'send' : 'save',
  });
  const { status } = await people.open('POST', path, {
    body: fields.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  if (status !== 303) return;
  answered.sure = world.order;
  if (completes) history.ended.push({ why: 'completed', of: { enrollment }, order: world.order });
}
