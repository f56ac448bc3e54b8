import { alertKinds, type AlertKind } from '#shared/domain/surveys/response.ts';
import { FORWARDED_TAG } from '#shared/domain/provider-events/message-tags.ts';
import { UNHAPPY_BELOW, WARNING_SCORE } from '../feedback.ts';
import type { Answered } from '../history.ts';
import type { Received } from '../provider.ts';
import type { Stage } from '../stage.ts';
import type { Audited, Violation } from './audited.ts';

/** The alert that a mail to a user tells of; undefined: it is another mail. */
export function alertOf({
  tags,
}: Pick<Received, 'tags'>): { enrollment: string; kind: AlertKind } | undefined {
  const key = (tags[FORWARDED_TAG] ?? '').replaceAll('_', '.');
  const kind = alertKinds.find((one) => key.endsWith(`.${one}`));
  return kind && { enrollment: key.slice(0, -kind.length - 1), kind };
}

/**
 * C5: what somebody is to look after is told once for each survey and kind, whatever becomes of the answer: by an activity
 * always, and by a mail to a user once at most; where nothing goes wrong, once.
 */
export async function alerts({ stage }: Audited): Promise<Violation[]> {
  const { world, history } = stage;
  const told = Map.groupBy(
    world.provider.forwarded.filter((mail) => alertOf(mail) !== undefined),
    (mail) => keyOf(alertOf(mail)),
  );
  const violations: Violation[] = [];
  const wrong = (enrollment: string, expected: string): void =>
    void violations.push({ rule: 'C5 alerts', enrollment, at: world.agenda.now, expected });

  for (const mails of told.values()) {
    const { enrollment, kind } = alertOf(mails[0] ?? { tags: {} }) ?? { enrollment: '', kind: 'warning' };
    if (mails.length > 1)
      wrong(enrollment, `one mail of its ${kind}, not ${mails.map(({ messageId }) => messageId).join(', ')}`);
  }
  const users = new Set(stage.users.map(({ id }) => `${id}@acme.example`));
  for (const [enrollment, answers] of Map.groupBy(history.answers, (one) => one.enrollment)) {
    const recorded = await recordedOf(stage, enrollment, answers[0]?.lead ?? '');
    for (const kind of alertKinds) {
      const mails = told.get(keyOf({ enrollment, kind })) ?? [];
      const count = recorded.filter((one) => one === kind).length;
      const strange = mails.find(({ to }) => !users.has(to));
      if (strange !== undefined)
        wrong(enrollment, `${strange.messageId} to go to a user, not to ${strange.to}`);
      if (count > 1) wrong(enrollment, `one activity of its ${kind}, not ${count}`);
      if ((mails.length > 0 || count > 0) && !answers.some((one) => raises(one, kind)))
        wrong(enrollment, `no ${kind}: no answer says so`);
      if (!isSurelyRaised(answers, kind)) continue;
      if (count === 0) wrong(enrollment, `an activity of its ${kind}`);
      if (mails.length === 0 && world.faults.happened.size === 0) wrong(enrollment, `a mail of its ${kind}`);
    }
  }
  return violations;
}

const keyOf = (alert: { enrollment: string; kind: AlertKind } | undefined): string =>
  alert === undefined ? '' : `${alert.enrollment} ${alert.kind}`;

/** Whether a page that was sent raises an alert, where it is kept. */
function raises({ score, asksForService, completes }: Answered, kind: AlertKind): boolean {
  switch (kind) {
    case 'warning':
      return score <= WARNING_SCORE;
    case 'service-request':
      return asksForService;
    case 'unhappy-client':
      return completes && score < UNHAPPY_BELOW;
  }
}

/** Whether a page that raises it was surely kept: answered, before any other could have sent the survey off. */
function isSurelyRaised(answers: readonly Answered[], kind: AlertKind): boolean {
  return answers.some(
    (one) =>
      one.sure !== undefined &&
      raises(one, kind) &&
      !answers.some((other) => other !== one && other.completes && other.begun < (one.sure ?? 0)),
  );
}

/** The alerts among the activities of a lead that are of one enrollment. */
async function recordedOf(
  { world: { store } }: Stage,
  enrollment: string,
  lead: string,
): Promise<AlertKind[]> {
  const { items } = await store.activities.ofLead('local', lead, { limit: 10_000 });
  return items
    .filter(({ enrollmentId }) => enrollmentId === enrollment)
    .flatMap(({ events }) => events.flatMap((event) => (event.type === 'survey-alert' ? [event.alert] : [])));
}
