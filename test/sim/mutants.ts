import type { Patch } from './hooks.ts';

/** A bug that could have been made, and within how many seeds the auditor finds it. */
export type Mutant = { name: string; what: string; within: number; patches: readonly Patch[] };

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
        find: "const expected = day.revision === 0 ? 'absent' : day.revision;",
        put: "const expected = (await store.laneDays.get(day.organisation, `${day.lane}.${day.date}`))?.revision ?? 'absent';",
      },
      {
        file: 'shared/domain/lanes/lane-day.ts',
        find: "if (slot === undefined) return 'none';",
        put: "if (slot === undefined) return 'usable';",
      },
    ],
  },
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
    'if (used || keepsSlot(before, after)) return;',
    'if (used || keepsSlot(before, after) || isOver(after.state)) return;',
  ),
  one(
    'hold-that-burns',
    'What the provider refuses because of the account fails the step.',
    20,
    'shared/adapters/aws/send-failure.ts',
    "if (level !== undefined) return { kind: 'held', level, code: name, message };",
    "if (level !== undefined) return { kind: 'refused', retry: false, code: name, message };",
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
    "if (!isAllowed(now, windows)) return { kind: 'place-again' };",
    '',
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
    'shared/use-cases/reconciliation/sweep.ts',
    'return wake(ports, enrollment, state.step, state.at, now);',
    'return false;',
  ),
  one(
    'record-lost',
    'A batch of changes that could not be recorded is taken for recorded.',
    20,
    'functions/events/record-activities.ts',
    '.slice(0, 1)',
    '.slice(0, 0)',
  ),
];
