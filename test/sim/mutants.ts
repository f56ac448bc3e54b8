import type { Patch } from './hooks.ts';

/** A bug that could have been made, and within how many seeds the auditor finds it. */
export type Mutant = {
  name: string;
  what: string;
  within: number;
  /** It is of what has to do with a CRM or with calls: the others are looked for in worlds without. */
  crm?: true;
  patches: readonly Patch[];
};

const one = (
  name: string,
  what: string,
  within: number,
  file: string,
  find: string,
  put: string,
): Mutant => ({
  name,
  what,
  within,
  patches: [{ file, find, put }],
});

/** One of what has to do with a CRM or with calls. */
const ofCrm = (...of: Parameters<typeof one>): Mutant => ({ ...one(...of), crm: true });

const core = 'shared/domain/core';
const commands = `${core}/commands`;

/** The bugs that are planted, one at a time; each text stands in its file once. */
export const mutants: readonly Mutant[] = [
  one(
    'claim-after-send',
    'The provider is called before the claim is written.',
    5,
    'shared/use-cases/core/execute.ts',
    'for (const effect of effects) {',
    "for (const effect of [...effects].sort((a, b) => Number(b.kind === 'send') - Number(a.kind === 'send'))) {",
  ),
  one(
    'retry-on-timeout',
    'A call without an answer counts as refused, and is made again.',
    20,
    'shared/adapters/aws/send-failure.ts',
    "return { kind: 'unknown', code, message };",
    "return { kind: 'refused', retry: true, code, message };",
  ),
  {
    name: 'cap-without-condition',
    what: 'A lane’s day is written whoever wrote it meanwhile, and a step takes for granted that its slot is there.',
    within: 60,
    patches: [
      {
        file: 'shared/use-cases/core/lane-days.ts',
        find: 'laneDays.put(part, expected)',
        put: "laneDays.put(part, (await laneDays.get(day.organisation, dayPartId(day.lane, day.date, part.part)))?.revision ?? 'absent')",
      },
      {
        file: 'shared/domain/lanes/lane-day.ts',
        find: "if (slot === undefined) return 'none';",
        put: "if (slot === undefined) return 'usable';",
      },
    ],
  },
  one(
    'file-removed-first',
    'A file of deliveries is removed before its events are taken in.',
    5,
    'shared/use-cases/provider-events/take-in-file.ts',
    'const { line } = part;',
    'const { line } = part; if (slice.isLast) await eventFiles.remove(part.key);',
  ),
  {
    name: 'match-fired-twice',
    what: 'What matches once is enrolled again when it begins to match again.',
    within: 12,
    patches: [
      {
        file: 'shared/domain/automations/decide-match.ts',
        find: "return !matching || whenItEnds === 'go-on';",
        put: "return matching && whenItEnds === 'go-on';",
      },
      {
        file: 'shared/domain/automations/decide-match.ts',
        find: 'if (known.times > 0) {',
        put: 'if (known.times > 1) {',
      },
    ],
  },
  one(
    'off-only-in-name',
    'What is under way in an automation goes on though it was deactivated.',
    12,
    'shared/domain/sequences/ended-because.ts',
    'const isEnded = off === true || (onSince !== undefined && enrolledAt < onSince);',
    'const isEnded = off === undefined && onSince !== undefined && enrolledAt < onSince;',
  ),
  one(
    'interval-without-condition',
    'That an address was invited is noted whoever has noted another invitation of it meanwhile.',
    5,
    'shared/use-cases/messages/note-invitation.ts',
    "const written = await store.contactIntervals.put(ledger, revision === 0 ? 'absent' : revision);",
    "const written = await store.contactIntervals.put(ledger, (await store.contactIntervals.get(organisation, address))?.revision ?? 'absent');",
  ),
  one(
    'alert-repeated',
    'A mail to a user that comes again is sent again, whoever has sent it.',
    5,
    'shared/use-cases/user-mails/send-user-mail.ts',
    "if (known !== undefined && known !== 'again' && known !== 'waiting') return known;",
    "if (known !== undefined && known !== 'again' && known !== 'waiting' && known !== 'sent') return known;",
  ),
  {
    name: 'reminded-after-completion',
    what: 'Who has sent off the survey is reminded of it.',
    within: 5,
    patches: [
      {
        file: 'shared/use-cases/surveys/stop-reminders.ts',
        find: 'if (completedAt === undefined) return;',
        put: 'if (completedAt !== now) return;\n  if (response.revision > 0) return;',
      },
      {
        file: `${core}/decide-due.ts`,
        find: 'if (facts.completedAt !== undefined)',
        put: 'if (facts.completedAt !== undefined && facts.withdrawn === true)',
      },
    ],
  },
  one(
    'instant-not-woken',
    'What time alone makes match is not looked at when it begins to.',
    8,
    'shared/use-cases/matching/planned-look.ts',
    'if (wakesAt !== undefined) {',
    'if (wakesAt !== undefined && before?.wakesAt === wakesAt) {',
  ),
  one(
    'forwarded-without-claim',
    'An answer that comes again is forwarded again, whoever kept it.',
    60,
    'shared/use-cases/inbound/keep-reply.ts',
    "if (written === 'conflict' || plan.kind === 'off') return;",
    "if (plan.kind === 'off') return;",
  ),
  one(
    'enrollment-without-condition',
    'An enrollment is written over whatever somebody else made of it meanwhile.',
    60,
    'shared/use-cases/core/perform.ts',
    "const written = await store.enrollments.put(after, before.revision === 0 ? 'absent' : before.revision);",
    "const written = await store.enrollments.put(after, (await store.enrollments.get(after.organisation, after.id))?.revision ?? 'absent');",
  ),
  one(
    'wake-up-trusted',
    'A wake-up of a former revision runs the step all the same, and a claim in the way is no hindrance.',
    20,
    `${commands}/wake.ts`,
    "if (revision !== wakeUp.revision) return 'stale';",
    "if (state.status === 'scheduled' && revision > wakeUp.revision) return 'due';",
  ),
  one(
    'slot-not-given-back',
    'What a lost round took of a day is kept.',
    60,
    'shared/use-cases/core/execute.ts',
    'await slots.giveBack();',
    '',
  ),
  one(
    'slot-of-stopped-kept',
    'An enrollment that ends keeps its slot.',
    10,
    `${core}/decision.ts`,
    'if (used || keepsSlot(before, after)) return effects;',
    'if (used || keepsSlot(before, after) || isOver(after.state)) return effects;',
  ),
  one(
    'hold-that-burns',
    'What the provider refuses because of the account fails the step.',
    20,
    'shared/adapters/aws/send-failure.ts',
    "if (concerned !== undefined) return { kind: 'held', level: concerned, code: name, message };",
    "if (concerned !== undefined) return { kind: 'refused', retry: false, code: name, message };",
  ),
  one(
    'hold-only-once',
    'A hold that is over keeps the next one from being written.',
    60,
    `${commands}/settle.ts`,
    'const existing = facts.holds.find((one) => one.id === id);',
    'const existing = heldByProvider(facts, refused).find((one) => one.id === id);',
  ),
  one(
    'hold-not-asked',
    'A step that is due goes out under a hold.',
    60,
    `${commands}/wake.ts`,
    'if (hold !== undefined && !isProbe(hold, enrollment.id))',
    'if (hold !== undefined && !isProbe(hold, enrollment.id) && facts.holds.length > 99)',
  ),
  one(
    'body-without-entry',
    'The body of a wake-up does not name its entry, and the queue drops the second of two alike.',
    60,
    'shared/domain/lanes/wake-up.ts',
    'return { ...wakeUp, entry: { name: entry.name, at: entry.at } };',
    'return wakeUp;',
  ),
  one(
    'clocks-an-hour-off',
    'The offset of a zone is that of the week before.',
    40,
    'shared/domain/time/offset-span.ts',
    'if (wall - dayMs >= near.from && wall + dayMs < near.to) return wall - near.offset;',
    'if (near.from < near.to) return wall - spanAt(wall - 7 * dayMs, zone).offset;',
  ),
  one(
    'day-in-utc',
    'The cap is counted by days in UTC.',
    40,
    'shared/domain/lanes/place.ts',
    'const date = localDate(allowed.at, zone);',
    "const date = localDate(allowed.at, 'UTC' as typeof zone);",
  ),
  {
    name: 'reply-ignored-in-flight',
    what: 'What ends an enrollment while a mail is at the provider is forgotten when the answer is written.',
    within: 60,
    patches: [
      {
        file: `${commands}/settle.ts`,
        find: "const waits = (state.status === 'sending' || state.status === 'unknown') && state.step === call.step;",
        put: 'const waits = state.status !== undefined;',
      },
      {
        file: `${core}/evolve.ts`,
        find: "case 'planned': {\n      if (isOver(state)) return;",
        put: "case 'planned': {",
      },
    ],
  },
  one(
    'unsubscribed-not-asked',
    'A step that is due does not ask whether its lead unsubscribed.',
    20,
    `${core}/decide-due.ts`,
    "if (unsubscribedAt !== undefined) return { kind: 'lead', fact: 'unsubscribed', at: unsubscribedAt };",
    '',
  ),
  one(
    'complaint-not-asked',
    'A step that is due does not ask whether its lead complained.',
    60,
    `${core}/decide-due.ts`,
    "if (complainedAt !== undefined) return { kind: 'lead', fact: 'complained', at: complainedAt };",
    '',
  ),
  one(
    'burst-after-outage',
    'A wake-up uses its slot however late it comes.',
    40,
    'shared/domain/lanes/lane-day.ts',
    "return gap > 0 && secondsBetween(slot.at, now) > LATE_AFTER_SECONDS ? 'late' : 'usable';",
    "return 'usable';",
  ),
  one(
    'delay-forgotten',
    'A slot given under a shorter delay is used under a longer one.',
    60,
    'shared/domain/lanes/lane-day.ts',
    "if (slot.gap < gap) return 'outdated';",
    '',
  ),
  one(
    'cap-lowered-unseen',
    'A slot beyond a cap that was lowered is used.',
    40,
    'shared/domain/lanes/lane-day.ts',
    "if (cap !== null && rank >= cap) return 'beyond-cap';",
    '',
  ),
  one(
    'closed-window-unseen',
    'A wake-up that comes late sends outside working hours.',
    40,
    `${core}/decide-due.ts`,
    "if (!isAllowed(now, windows) || facts.tooEarly === true) return { kind: 'place-again' };",
    "if (facts.tooEarly === true) return { kind: 'place-again' };",
  ),
  {
    name: 'pause-that-ends-early',
    what: 'Any wake-up ends a pause, that of the step before it among them.',
    within: 60,
    patches: [
      {
        file: `${commands}/wake.ts`,
        find: "if (revision !== wakeUp.revision) return 'stale';",
        put: "if (revision !== wakeUp.revision && state.status !== 'paused') return 'stale';",
      },
      {
        file: `${commands}/wake.ts`,
        find: "if (state.status === 'paused' && state.until !== undefined && state.until <= now) return 'pause-over';",
        put: "if (state.status === 'paused') return 'pause-over';",
      },
    ],
  },
  one(
    'dead-claim-sends-again',
    'The step of a worker that died is sent again.',
    20,
    `${commands}/wake.ts`,
    "return verdict([unknownEvent(command.step, { kind: 'engine', rule: 'outcome-unknown' }, now)]);",
    "return verdict([{ type: 'deferred', step: command.step, due: now, until: now, because: [] }]);",
  ),
  one(
    'lost-wake-up-stays-lost',
    'The sweep passes over steps whose wake-up never came.',
    20,
    'shared/use-cases/reconciliation/sweep-enrollments.ts',
    'return mark.at <= plusSeconds(now, -CLAIM_TERM_SECONDS) ? [mend] : [];',
    'return [];',
  ),
  one(
    'record-lost',
    'A batch of changes that could not be recorded is taken for recorded.',
    20,
    'functions/events/record-activities.ts',
    '.slice(0, 1)',
    '.slice(0, 0)',
  ),
  one(
    'batch-counted-by-its-first',
    'A batch counts as counted when its first record is, however it was cut before.',
    8,
    'shared/adapters/count-tallies.ts',
    'if (mark !== undefined && !isLater(placeOf(sequenceNumber), placeIn(mark, counter))) return false;',
    'if (mark !== undefined && !isLater(placeOf(tallies[0]?.sequenceNumber ?? sequenceNumber), placeIn(mark, counter))) return false;',
  ),
  ofCrm(
    'crm-settled-before-call',
    'A write counts as written when it is claimed, before the CRM is called.',
    20,
    'shared/domain/crm/settle-write.ts',
    "status: 'claimed',\n      until",
    "status: 'written' as 'claimed',\n      at: now,\n      until",
  ),
  ofCrm(
    'crm-cursor-before-page',
    'How far the CRM was read is written before what was read is taken in.',
    20,
    'shared/use-cases/crm/sync-connection.ts',
    'const done = await takeInAll(ports, context, changes.records);',
    `await noteProgress(ports, { organisation, kind, object }, (before) => ({ ...before, cursor: changes.cursor }));
    const done = await takeInAll(ports, context, changes.records);`,
  ),
  ofCrm(
    'crm-convert-again',
    'A conversion to which no answer came is asked for again without waiting for what becomes of it.',
    60,
    'shared/use-cases/crm-writes/crm-call.ts',
    "return repeats ? { kind: 'unanswered', why } : { kind: 'unknown' };",
    "return { kind: 'unanswered', why };",
  ),
  ofCrm(
    'crm-older-over-newer',
    'Of a field whose write waits, what was wished first goes over what was wished since.',
    20,
    'shared/domain/crm/wish-write.ts',
    "{ kind: 'fields', fields: { ...before, ...newer } }",
    "{ kind: 'fields', fields: { ...newer, ...before } }",
  ),
  ofCrm(
    'crm-noted-again',
    'An activity is noted in the CRM without looking whether it is there.',
    20,
    'shared/adapters/crm/salesforce/salesforce-activities.ts',
    'isId(about.id) && !there.has(markOf(key))',
    "isId(about.id) && !there.has('')",
  ),
  ofCrm(
    'crm-unanswered-at-once',
    'What no answer came to is tried again at once, while the call may still be under way.',
    20,
    'shared/use-cases/crm-writes/settle-writes.ts',
    'await settle(ports, write, end, now);',
    "await settle(ports, write, end.kind === 'unanswered' ? { kind: 'again', why: end.why, until: now } : end, now);",
  ),
  ofCrm(
    'rule-never-asks',
    'A CRM rule enrolls however many there are in an hour.',
    8,
    'shared/domain/crm/decide-rule.ts',
    '< rule.asksAbove;',
    '< 1_000 * rule.asksAbove;',
  ),
  ofCrm(
    'call-believed',
    'A call counts whoever signed it.',
    8,
    'shared/adapters/incoming/generic.ts',
    'if (!given.some((one) => isSameSecret(one.slice(3), expected)))',
    'if (given.length === 0 || expected === undefined)',
  ),
];
