import { describe } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { factsIn, person, testRows, tomorrow, type Row } from '#test/support/decisions.ts';
import { factsOf, now } from '#test/support/facts.ts';

const reply = { kind: 'reply', step: 's1', at: now } as const;
const automatic = { kind: 'automatic-reply', step: 's1', at: now, until: tomorrow } as const;
const version = factsOf().version;
const goesOn = { version: version && { ...version, stopOnReply: false } };
const open = ['scheduled', 'backlogged', 'sending', 'unknown', 'paused'] as const;
const pausedUntil = (minutes: number) =>
  factsIn('paused', {
    enrollment: {
      state: {
        status: 'paused',
        step: 's1',
        due: now,
        until: plusMinutes(tomorrow, minutes),
        because: person,
      },
    },
  });

describe('reply', () => {
  testRows([
    ...open.map((status): Row => [
      `D5: a reply stops one that is ${status}`,
      factsIn(status),
      reply,
      'replied s1, stopped | write-enrollment',
    ]),
    [
      'D5: a reply stops one that waits for a task, which is taken off the list',
      factsIn('waiting'),
      reply,
      'replied s1, stopped | write-enrollment, cancel-task',
    ],
    ['D5: a reply after the end is noted', factsIn('finished'), reply, 'replied s1 | write-enrollment'],
    [
      'D5: a second reply after the end is not noted again',
      factsIn('finished', { enrollment: { repliedAt: now } }),
      reply,
      'nothing',
    ],
    [
      'D5: a sequence that goes on after replies only notes it',
      factsIn('scheduled', { also: goesOn }),
      reply,
      'replied s1 | wake-at, write-enrollment',
    ],
    [
      'D5: a second reply to such a sequence is not noted again',
      factsIn('scheduled', { also: goesOn, enrollment: { repliedAt: now } }),
      reply,
      'nothing',
    ],
    [
      'D5: a reply stops the sequence also when one was noted before',
      factsIn('scheduled', { enrollment: { repliedAt: now } }),
      reply,
      'stopped | write-enrollment',
    ],
  ]);
});

describe('automatic reply', () => {
  testRows([
    ...open
      .slice(0, 4)
      .map((status): Row => [
        `D5: holds one that is ${status} until the date that it states`,
        factsIn(status),
        automatic,
        'auto-replied s1, paused | wake-at, write-enrollment',
      ]),
    ['D5: holds no task that a person has in hand', factsIn('waiting'), automatic, 'nothing'],
    ['D5: does nothing to one that is stopped', factsIn('stopped'), automatic, 'nothing'],
    ['D5: does nothing to one that is finished', factsIn('finished'), automatic, 'nothing'],
    [
      'D5: a date that has passed holds nothing',
      factsIn('scheduled'),
      { ...automatic, until: now },
      'nothing',
    ],
    ['D5: does not shorten a pause', pausedUntil(1), automatic, 'nothing'],
    ['D5: does not end a pause without end', factsIn('paused'), automatic, 'nothing'],
    [
      'D5: prolongs a pause',
      pausedUntil(-1),
      automatic,
      'auto-replied s1, paused | wake-at, write-enrollment',
    ],
  ]);
});
