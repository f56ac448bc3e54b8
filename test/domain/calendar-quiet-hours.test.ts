import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inQuietHours } from '#shared/domain/scheduling/quiet-hours.ts';
import { check, everyDay, hours, quiet, rules } from './calendar-window-cases.ts';
import { at, zoneNamed } from '#test/support/at.ts';

describe('quiet hours (E4)', () => {
  const around = rules({ ...everyDay, workingHours: hours(['00:00', '24:00']) });
  check([
    [
      'span midnight, before it',
      '2026-11-23T22:30',
      { ...around, quiet: quiet('23:00', '07:30') },
      'quiet 2026-11-24T06:30',
    ],
    [
      'span midnight, after it',
      '2026-11-23T03:00',
      { ...around, quiet: quiet('23:00', '07:30') },
      'quiet 2026-11-23T06:30',
    ],
    ['the end is free', '2026-11-23T06:30', { ...around, quiet: quiet('23:00', '07:30') }],
    [
      "are read in the recipient's zone",
      '2026-11-23T09:00',
      rules({ quiet: quiet('23:00', '07:30', zoneNamed('America/New_York')) }),
      'quiet 2026-11-23T12:30',
      'hours 2026-11-23T13:00',
    ],
    [
      'past the last interval, the next day and its quiet hours follow',
      '2026-11-23T16:30',
      rules({ quiet: quiet('17:00', '09:30') }),
      'quiet 2026-11-24T08:30',
    ],
    [
      'under policy drop, they move nothing',
      '2026-11-23T22:30',
      { ...around, quiet: quiet('23:00', '07:30', zoneNamed('Europe/Paris'), 'drop') },
    ],
    [
      'an end that the zone skips is the end of the gap',
      '2027-03-28T00:00',
      { ...around, quiet: quiet('23:00', '02:30') },
      'quiet 2027-03-28T01:00',
    ],
    [
      'an hour that comes twice is quiet twice',
      '2026-10-25T01:10',
      { ...around, quiet: quiet('23:00', '02:30') },
      'quiet 2026-10-25T01:30',
    ],
    [
      'the step hour inside them gives way',
      '2026-11-23T03:00',
      { ...around, notBefore: '06:00', quiet: quiet('23:00', '07:30') },
      'hour 2026-11-23T05:00',
      'quiet 2026-11-23T06:30',
    ],
    ['equal ends mean none', '2026-11-23T03:00', { ...around, quiet: quiet('07:00', '07:00') }],
  ]);

  test('who drops asks whether an instant is quiet, whatever the policy', () => {
    const night = quiet('23:00', '07:30', zoneNamed('America/New_York'), 'drop');
    assert.equal(inQuietHours(at('2026-11-24T03:59:59.999Z'), night), false);
    assert.equal(inQuietHours(at('2026-11-24T04:00:00.000Z'), night), true);
    assert.equal(inQuietHours(at('2026-11-24T12:29:59.999Z'), night), true);
    assert.equal(inQuietHours(at('2026-11-24T12:30:00.000Z'), night), false);
    assert.equal(inQuietHours(at('2026-11-24T12:30:00.000Z'), quiet('00:00', '24:00')), true);
    assert.equal(inQuietHours(at('2026-11-24T12:30:00.000Z'), quiet('13:30', '13:30')), false);
  });
});
