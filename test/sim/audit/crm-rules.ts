import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { BUYER, RULE } from '../crm/set-up.ts';
import type { Audited, Violation } from './audited.ts';

const HOUR_MS = 3_600_000;
/** As long as a run may take. */
const RUN_MS = 600_000;

/**
 * A13: the rule takes each record once, whoever it takes was a buyer in the CRM at some time, no more in an hour than it
 * may without being asked, and whoever is a buyer in the end was taken, or it says why not.
 */
export async function crmRules({ stage }: Audited): Promise<Violation[]> {
  const { world, scenario, history } = stage;
  if (scenario.crm === undefined) return [];
  const { store, crm, agenda } = world;
  const violations: Violation[] = [];
  const wrong = (rule: string, expected: string, of?: Enrollment): void =>
    void violations.push({ rule, enrollment: of?.id, at: of?.enrolledAt ?? agenda.now, expected });

  const made = (await Array.fromAsync(store.enrollments.scan())).filter(({ request }) =>
    request?.startsWith(`crm-rule ${RULE} `),
  );
  const recordOf = (one: Enrollment): string => one.request?.split('.').at(-1) ?? '';
  for (const [record, some] of Map.groupBy(made, recordOf)) {
    if (some.length > 1)
      wrong('A13 once', `the record ${record} to be taken once, not ${some.length} times`, some[1]);
    const wasBuyer = crm.changes.some(
      ({ id, fields, before }) => id === record && (fields['Title'] === BUYER || before['Title'] === BUYER),
    );
    const ours = some[0]?.leadId;
    const wasOurs = (await store.leads.get('local', ours ?? ''))?.title === BUYER;
    if (!wasBuyer && !wasOurs)
      wrong('A13 conditions', `the record ${record} to be that of a buyer before it is taken`, some[0]);
  }
  // Those that may have waited when somebody let the rule go on are no part of the count.
  const unasked = made
    .filter((one) => {
      // It is told of by the time at which its run began.
      const letGo = history.wentOn.findLast(({ at }) => at <= one.enrolledAt + RUN_MS);
      const known = crm.changes.find(({ id }) => id === recordOf(one));
      return letGo === undefined || (known?.order ?? 0) > letGo.begun;
    })
    .toSorted((a, b) => a.enrolledAt - b.enrolledAt);
  for (const [n, one] of unasked.entries()) {
    const earliest = unasked[n - scenario.crm.asksAbove];
    if (
      earliest !== undefined &&
      one.enrolledAt - earliest.enrolledAt < HOUR_MS &&
      !wentOnBetween(history.wentOn, earliest, one)
    )
      wrong(
        'A13 asks',
        `no more than ${scenario.crm.asksAbove} to be enrolled by the rule in an hour without being asked`,
        one,
      );
  }
  for (const row of crm.alive('Lead')) {
    if (row['Title'] !== BUYER || !crm.changes.some(({ id }) => id === row['Id'])) continue;
    const look = await store.ruleLooks.get('local', `${RULE}.lead.${String(row['Id'])}`);
    if (look?.outcome !== 'enrolled' && look?.outcome !== 'refused')
      wrong(
        'A13 taken',
        `${row['Name']} (${row['Id']}), a buyer, to be enrolled, or refused with a reason; it is ${JSON.stringify(look)}`,
      );
  }
  return violations;
}

/** With a person's word the hour begins anew. */
function wentOnBetween(wentOn: readonly { at: number }[], from: Enrollment, to: Enrollment): boolean {
  return wentOn.some(({ at }) => at >= from.enrolledAt - 60_000 && at <= to.enrolledAt + RUN_MS);
}
