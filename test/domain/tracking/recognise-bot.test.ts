import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isInNetwork } from '#shared/domain/tracking/networks.ts';
import { burstAmong, botRuleOf } from '#shared/domain/tracking/recognise-bot.ts';
import { toInstant } from '#shared/domain/time/instants.ts';

const safari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.1 Safari/605.1.15';
const gmail = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';
const phone =
  'Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/119.0 Mobile Safari/537.36';

describe('whose an opening or a click is', () => {
  const cases: [string, Parameters<typeof botRuleOf>[0], string | undefined][] = [
    ['a browser', { userAgent: safari, secondsSinceSent: 600 }, undefined],
    ['a telephone whose model reads like a robot', { userAgent: phone, secondsSinceSent: 600 }, undefined],
    [
      'Gmail’s picture proxy',
      { userAgent: gmail, ipAddress: '66.249.84.1', secondsSinceSent: 600 },
      undefined,
    ],
    ['three seconds after the sending', { userAgent: safari, secondsSinceSent: 3 }, undefined],
    ['sooner', { userAgent: safari, secondsSinceSent: 2 }, 'too-fast: 2 s'],
    ['Gmail’s proxy at once', { userAgent: gmail, secondsSinceSent: 0 }, 'too-fast: 0 s'],
    [
      'Apple’s privacy proxy',
      { userAgent: 'Mozilla/5.0', secondsSinceSent: 600 },
      'no-user-agent: mozilla/5.0',
    ],
    ['no user agent', { secondsSinceSent: 600 }, 'no-user-agent: '],
    [
      'a script',
      { userAgent: 'python-requests/2.32', secondsSinceSent: 600 },
      'user-agent: program: python-requests',
    ],
    [
      'a crawler',
      { userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1)', secondsSinceSent: 600 },
      'user-agent: crawler: googlebot',
    ],
    [
      'a browser without a head',
      { userAgent: 'Mozilla/5.0 (Windows NT 10.0) HeadlessChrome/140.0', secondsSinceSent: 600 },
      'user-agent: program: headless',
    ],
    ['a HEAD request', { userAgent: safari, head: true, secondsSinceSent: 600 }, 'head-request: HEAD'],
    [
      'a browser’s agent from a scanner’s network',
      { userAgent: safari, ipAddress: '67.231.150.9', secondsSinceSent: 600 },
      'network: Proofpoint',
    ],
    [
      'Microsoft’s scanner',
      { userAgent: safari, ipAddress: '40.107.22.5', secondsSinceSent: 600 },
      'network: Microsoft Defender for Office 365',
    ],
    [
      'Apple over IPv6',
      { userAgent: safari, ipAddress: '2620:149:af0::10', secondsSinceSent: 600 },
      'network: Apple Mail Privacy Protection',
    ],
    ['somebody at home', { userAgent: safari, ipAddress: '203.0.113.9', secondsSinceSent: 600 }, undefined],
  ];
  for (const [name, hit, expected] of cases) {
    test(`F8: ${name} is ${expected === undefined ? 'a person' : 'a bot, and the rule is told'}`, () => {
      const found = botRuleOf(hit);
      assert.equal(found && `${found.rule}: ${found.sign}`, expected);
    });
  }
});

describe('clicks that are a bot’s because of each other', () => {
  const at = (second: string) => toInstant(`2027-03-01T08:00:${second}.000Z`);
  const click = (number: number, second: string) => ({ number, at: at(second) });

  test('F8: all links of a message within five seconds are a burst, the first click too, in any order', () => {
    const both = [click(1, '04'), click(0, '00')];
    assert.equal(burstAmong(both, 2).length, 2);
    assert.equal(burstAmong(both.toReversed(), 2).length, 2);
    assert.deepEqual(burstAmong([click(0, '00'), click(1, '06')], 2), []);
  });

  test('F8: three of many links are enough, two of three are not', () => {
    assert.equal(burstAmong([click(0, '00'), click(1, '01'), click(7, '02')], 9).length, 3);
    assert.deepEqual(burstAmong([click(0, '00'), click(1, '01')], 3), []);
  });

  test('F8: one link clicked again and again is a person in a hurry', () => {
    assert.deepEqual(burstAmong([click(0, '00'), click(0, '01'), click(0, '02')], 2), []);
    assert.deepEqual(burstAmong([click(0, '00')], 1), []);
  });

  test('F8: a click long before or after a burst stays a person’s', () => {
    const alone = click(1, '50');
    const taken = burstAmong([click(0, '00'), click(1, '01'), alone], 2);
    assert.equal(taken.includes(alone), false);
    assert.equal(taken.length, 2);
  });
});

describe('networks', () => {
  const cases: [string, string, boolean][] = [
    ['17.255.255.255', '17.0.0.0/8', true],
    ['18.0.0.0', '17.0.0.0/8', false],
    ['205.139.111.255', '205.139.110.0/23', true],
    ['205.139.112.0', '205.139.110.0/23', false],
    ['::ffff:17.1.2.3', '17.0.0.0/8', true],
    ['2620:149::1', '2620:149::/32', true],
    ['2620:14a::1', '2620:149::/32', false],
    ['17.0.0.1', '2620:149::/32', false],
    ['17.0.0', '17.0.0.0/8', false],
    ['17.0.0.256', '17.0.0.0/8', false],
    ['1::2::3', '2620:149::/32', false],
    ['not an address', '17.0.0.0/8', false],
  ];
  for (const [address, range, inside] of cases) {
    test(`${address} is ${inside ? '' : 'not '}in ${range}`, () => {
      assert.equal(isInNetwork(address, range), inside);
    });
  }
});
