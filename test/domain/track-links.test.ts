import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hmacLinkSigner } from '#shared/adapters/aws/hmac-link-signer.ts';
import { linkExpiry } from '#shared/domain/tracking/link-token.ts';
import { prepareTemplate } from '#shared/domain/templates/prepare-template.ts';
import {
  isTrackable,
  linkAddresses,
  trackHtmlLinks,
  trackTextLinks,
  type TrackedLink,
} from '#shared/domain/templates/track-links.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

function tracked(work: (urlOf: (link: TrackedLink) => string) => string): {
  out: string;
  links: TrackedLink[];
} {
  const links: TrackedLink[] = [];
  const out = work((link) => {
    links.push(link);
    return `https://t/${links.length}`;
  });
  return { out, links };
}
const html = (text: string) => tracked((urlOf) => trackHtmlLinks(text, urlOf));
const sms = (text: string) => tracked((urlOf) => trackTextLinks(text, urlOf));

describe('links of a mail', () => {
  test('D9: every web link is replaced, its address as its author meant it', () => {
    const { out, links } = html(
      '<p><a class="x" href="https://a.example/?a=1&amp;b=&#34;2&#34;" style="color:red">A</a> <A HREF=\'http://b.example\'>B</A></p>',
    );
    assert.equal(
      out,
      '<p><a class="x" href="https://t/1" style="color:red">A</a> <A HREF="https://t/2">B</A></p>',
    );
    assert.deepEqual(links, [
      { target: 'https://a.example/?a=1&b="2"', name: undefined, number: 0, of: 2 },
      { target: 'http://b.example', name: undefined, number: 1, of: 2 },
    ]);
  });

  test('D9: a link bears the name that its template gives it, which is not sent', () => {
    const { out, links } = html('<a data-link="demo" href="https://a.example">A</a>');
    assert.deepEqual([out, links[0]?.name], ['<a href="https://t/1">A</a>', 'demo']);
    assert.equal(html('<a data-link="No such!" href="https://a.example">A</a>').links[0]?.name, undefined);
    const saved = prepareTemplate({
      kind: 'mail',
      name: 'M',
      subject: 'S',
      html: '<p><a href="https://a.example" data-link="demo" onclick="x()">A</a></p>',
      fallbacks: {},
    });
    assert.equal(
      saved.kind === 'prepared' && saved.html,
      '<p><a href="https://a.example" data-link="demo">A</a></p>',
    );
  });

  test('D9: one address twice counts as one link of the message', () => {
    const { links } = html('<a href="https://a.example">A</a><a href="https://a.example">again</a>');
    assert.deepEqual(
      links.map(({ number, of }) => [number, of]),
      [
        [0, 1],
        [0, 1],
      ],
    );
  });

  for (const link of [
    '<a href="mailto:a@a.example">A</a>',
    '<a href="tel:+33600000000">A</a>',
    '<a href="#top">A</a>',
    '<a href="">A</a>',
    '<a name="top">A</a>',
    '<abbr href="https://a.example">A</abbr>',
    '<p>https://a.example</p>',
    '<a href="https:///nowhere">A</a>',
    `<a href="https://a.example/${'x'.repeat(1200)}">A</a>`,
    `<a href="https://a.example/${'é'.repeat(700)}">A</a>`,
  ]) {
    test(`D9: ${link.slice(0, 40)} stays as it is`, () => {
      assert.deepEqual(html(link), { out: link, links: [] });
    });
  }

  test('D9: addresses in a mail written as text become links', () => {
    assert.equal(
      linkAddresses('See https://a.example/?a=1&amp;b=2. Or (http://b.example)'),
      'See <a href="https://a.example/?a=1&amp;b=2">https://a.example/?a=1&amp;b=2</a>. Or (<a href="http://b.example">http://b.example</a>)',
    );
  });
});

test('D9: every link that is tracked can be read again, however long or many they are', () => {
  const signer = hmacLinkSigner('a-secret-of-sixteen-characters');
  const sentAt = at('2027-03-01T08:00:00.000Z');
  const message = {
    organisation: 'organisati',
    enrollment: enrollmentNamed(`${'l'.repeat(16)}.${'s'.repeat(12)}.999`),
  };
  const many = Array.from({ length: 1_100 }, (_, at) => `<a href="https://a.example/${at}">A</a>`);
  const longest = `<a data-link="${'n'.repeat(20)}" href="https://a.example/${'é'.repeat(591)}">A</a>`;
  const { links } = html(longest + many.join(''));
  assert.equal(links.length, 200);
  for (const link of links) {
    const token = signer.signLink({
      purpose: 'click',
      ...message,
      step: 'stepstep',
      sentAt,
      ...link,
      expires: linkExpiry(sentAt),
    });
    const reading = signer.readLink(token, 'click', sentAt);
    assert.equal(reading.kind === 'valid' && reading.payload.target, link.target);
  }
});

describe('links of a text', () => {
  test('D9: a bracket that an address opens belongs to it, one around it does not', () => {
    const { out, links } = sms('https://a.example/A_(b) (see https://a.example/A_(b)). (https://b.example/)');
    assert.equal(out, 'https://t/1 (see https://t/2). (https://t/3)');
    assert.deepEqual(
      links.map(({ target }) => target),
      ['https://a.example/A_(b)', 'https://a.example/A_(b)', 'https://b.example/'],
    );
    assert.equal(sms(`https://a.example/${')'.repeat(100_000)}`).links[0]?.target, 'https://a.example/');
  });

  test('D9: each is replaced, the full stop behind it stays', () => {
    const { out, links } = sms('Demo: https://a.example/demo?x=1. Or (https://b.example)!');
    assert.equal(out, 'Demo: https://t/1. Or (https://t/2)!');
    assert.deepEqual(
      links.map(({ target, of }) => [target, of]),
      [
        ['https://a.example/demo?x=1', 2],
        ['https://b.example', 2],
      ],
    );
    assert.equal(sms('No link here').out, 'No link here');
  });
});

test('D9: a redirect leads to the web alone', () => {
  for (const good of ['https://a.example', 'HTTP://a.example/x']) assert.equal(isTrackable(good), true, good);
  for (const bad of [
    'javascript:alert(1)',
    '//a.example',
    'https://',
    'data:text/html,x',
    'ftp://a.example',
    '',
  ]) {
    assert.equal(isTrackable(bad), false, bad);
  }
});
