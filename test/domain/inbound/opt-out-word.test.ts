import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOptOut } from '#shared/domain/inbound/opt-out-word.ts';

test('D7: STOP and its like opt out, in whatever case, with accents or without', () => {
  for (const text of [
    ...[
      'STOP',
      ' stop! ',
      'Stop writing to me',
      'STOPALL',
      'Arrêt',
      'ARRET',
      'arre\u0302t',
      'unsubscribe me',
    ],
    ...['opt-out', 'OPT OUT', 'optout', 'End', 'cancel.', 'QUIT', 'remove', 'TD', 'revoke'],
  ])
    assert.equal(isOptOut(text), true, text);
});

test('D7: what merely has such a word in it does not', () => {
  for (const text of [
    ...[
      '',
      '!',
      'Call me at the end of March',
      'End of March suits me',
      'Please do not stop',
      'Cancel Tuesday',
    ],
    ...['Remove the second line of the offer', 'stopover in Lyon', 'quite so'],
  ])
    assert.equal(isOptOut(text), false, text);
});
