import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EVERY_ORGANISATION, holdId, holdOn, scopeOfHold, type Hold } from '#shared/domain/holds/hold.ts';
import {
  isProbe,
  mayProbe,
  probeRefused,
  raise,
  withProbe,
  type RefusedBecauseOfUs,
} from '#shared/domain/holds/provider-hold.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

const now = at('2027-03-01T09:00:00.000Z');
const refusal: RefusedBecauseOfUs = {
  organisation: 'acme',
  level: 'stage',
  channel: 'mail',
  userId: 'anne',
  code: 'SendingPausedException',
  message: 'Sending paused for this account.',
};
const byProvider = (of: Partial<RefusedBecauseOfUs>) => raise(undefined, { ...refusal, ...of }, now);
function byPerson(id: string, until?: Instant): Hold {
  const scope = scopeOfHold(id);
  assert.ok(scope);
  const organisation = scope.level === 'stage' ? EVERY_ORGANISATION : 'acme';
  const reason = { kind: 'person', userId: 'ada' } as const;
  return { ...scope, organisation, id, revision: 1, reason, since: now, until, refusals: 0 };
}

describe('the id of a hold', () => {
  for (const id of ['stage.mail', 'organisation.all', 'sender.anne.sms', 'sender.anne-2.all'])
    test(`says its scope: ${id}`, () => {
      const scope = scopeOfHold(id);
      assert.ok(scope);
      assert.equal(holdId(scope), id);
    });
  for (const id of [
    'stage',
    'stage.task',
    'sender.mail',
    'sender..mail',
    'organisation.anne.mail',
    'Stage.mail',
  ])
    test(`is not ${id}`, () => assert.equal(scopeOfHold(id), undefined));
});

describe('what holds a sender', () => {
  const stage = byProvider({});
  const sender = byProvider({ level: 'sender' });
  const person = byPerson('organisation.all');
  const cases: [
    rule: string,
    holds: Hold[],
    sender: { userId: string; channel: 'mail' | 'sms' },
    id?: string,
  ][] = [
    ['nothing where there is no hold', [], { userId: 'anne', channel: 'mail' }],
    ['a hold of the stage holds everybody', [stage], { userId: 'luc', channel: 'mail' }, 'stage.mail'],
    ['a hold of mail holds no texts', [stage], { userId: 'anne', channel: 'sms' }],
    ['a hold of all channels holds each', [person], { userId: 'anne', channel: 'sms' }, 'organisation.all'],
    ['a hold of a sender holds nobody else', [sender], { userId: 'luc', channel: 'mail' }],
    [
      'the wider goes before the narrower',
      [sender, stage],
      { userId: 'anne', channel: 'mail' },
      'stage.mail',
    ],
    [
      'a person’s goes before a wider one of the provider, whose probe it would let through',
      [stage, person],
      { userId: 'anne', channel: 'mail' },
      'organisation.all',
    ],
    [
      'one whose end has come is over',
      [byPerson('organisation.all', now)],
      { userId: 'anne', channel: 'mail' },
    ],
    [
      'one whose end is to come is in force',
      [byPerson('organisation.all', plusMinutes(now, 1))],
      { userId: 'anne', channel: 'mail' },
      'organisation.all',
    ],
  ];
  for (const [rule, holds, of, id] of cases)
    test(`F10: ${rule}`, () => assert.equal(holdOn(holds, of, now)?.id, id));
});

describe('what the provider refuses because of us', () => {
  test('F10: begins a hold of its scope, with its reason', () => {
    assert.deepEqual(raise(undefined, { ...refusal, level: 'sender' }, now), {
      organisation: 'acme',
      id: 'sender.anne.mail',
      level: 'sender',
      channel: 'mail',
      userId: 'anne',
      revision: 1,
      reason: { kind: 'provider', code: refusal.code, message: refusal.message },
      since: now,
      probe: { at: at('2027-03-01T09:05:00.000Z') },
      refusals: 1,
    });
    assert.equal(byProvider({}).organisation, EVERY_ORGANISATION);
  });

  test('F10: begins one hold, however many messages were at the provider', () => {
    const hold = byProvider({});
    assert.equal(raise(hold, refusal, plusMinutes(now, 3)), hold);
    const person = byPerson('stage.mail');
    assert.equal(raise(person, refusal, now), person);
  });

  test('F10: begins another in the place of one that is over', () => {
    const over = { ...byPerson('stage.mail', now), revision: 4 };
    assert.equal(raise(over, refusal, now).revision, 5);
  });
});

describe('a probe', () => {
  const hold = byProvider({});
  const first = at('2027-03-01T09:05:00.000Z');

  test('F10: is let through after five minutes, and of a person’s hold never', () => {
    assert.equal(mayProbe(hold, plusMinutes(now, 4.99)), false);
    assert.equal(mayProbe(hold, first), true);
    assert.equal(mayProbe(byPerson('stage.mail'), plusMinutes(now, 10_000)), false);
  });

  test('F10: is one message until it is known what came of it, or an interval has passed', () => {
    const probed = withProbe(hold, enrollmentNamed('l1.q1.1'), first);
    assert.equal(isProbe(probed, enrollmentNamed('l1.q1.1')), true);
    assert.equal(isProbe(probed, enrollmentNamed('l2.q1.1')), false);
    assert.equal(mayProbe(probed, plusMinutes(first, 4.99)), false);
    assert.equal(mayProbe(probed, plusMinutes(first, 5)), true);
    assert.equal(probed.revision, hold.revision + 1);
  });

  test('F10: that is refused is followed by one after twice the time, up to an hour', () => {
    let current = hold;
    let moment = now;
    const waits: number[] = [];
    for (let probes = 0; probes < 6; probes += 1) {
      waits.push((current.probe!.at - moment) / 60_000);
      moment = current.probe!.at;
      current = probeRefused(withProbe(current, enrollmentNamed('l1.q1.1'), moment), refusal, moment);
    }
    assert.deepEqual(waits, [5, 10, 20, 40, 60, 60]);
    assert.equal(isProbe(current, enrollmentNamed('l1.q1.1')), false);
    assert.deepEqual([current.refusals, current.since], [7, now]);
  });
});
