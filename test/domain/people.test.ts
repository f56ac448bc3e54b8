import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { isEmailAddress } from '#shared/domain/people/email-address.ts';
import { leadIdentity } from '#shared/domain/people/lead-identity.ts';

describe('an e-mail address', () => {
  for (const address of [
    'ana@example.com',
    'ana.pop+news@mail.example.co.uk',
    "o'brien@example.ie",
    'a@b.ro',
    '1@2.fr',
    'jean@société.fr',
    'jean@xn--socit-esab.fr',
    `${'a'.repeat(64)}@example.com`,
  ]) {
    test(`may be ${address}`, () => assert.equal(isEmailAddress(address), true));
  }

  const refused: [why: string, address: string][] = [
    ['nothing', ''],
    ['without an at sign', 'ana.example.com'],
    ['with two at signs', 'ana@pop@example.com'],
    ['without a name', '@example.com'],
    ['without a domain', 'ana@'],
    ['with a domain without a dot', 'ana@localhost'],
    ['with a space', 'ana pop@example.com'],
    ['with spaces around', ' ana@example.com '],
    ['with a display name', 'Ana <ana@example.com>'],
    ['with a line break', 'ana@example.com\r\nBcc: all@example.com'],
    ['with a control character', 'ana\u0000@example.com'],
    ['with a dot first', '.ana@example.com'],
    ['with a dot before the at sign', 'ana.@example.com'],
    ['with two dots running', 'ana..pop@example.com'],
    ['with a domain that begins with a dot', 'ana@.example.com'],
    ['with a domain that ends in a dot', 'ana@example.com.'],
    ['with a domain part that begins with a hyphen', 'ana@-example.com'],
    ['with an underscore in the domain', 'ana@my_shop.com'],
    ['with a comma', 'ana,pop@example.com'],
    ['two in one', 'ana@example.com;pop@example.com'],
    ['an address literal', 'ana@[127.0.0.1]'],
    ['at a numeric host', 'ana@127.0.0.1'],
    ['with a name over 64 characters', `${'a'.repeat(65)}@example.com`],
    ['over 254 characters', `a@${'b.'.repeat(126)}com`],
  ];
  for (const [why, address] of refused) {
    test(`may not be ${why}`, () => assert.equal(isEmailAddress(address), false));
  }

  test('never holds a blank, a control character or a second at sign', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary-ascii' }), (a, b) => {
        const address = `${a}@${b}.com`;
        if (isEmailAddress(address)) assert.match(address, /^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u);
      }),
    );
  });

  test('is found in linear time', () => {
    assert.equal(isEmailAddress(`${'a.'.repeat(40_000)}@example.com`), false);
  });
});

describe('the identity of a lead', () => {
  test('is the address, whatever its case and the blanks around', () => {
    assert.equal(
      leadIdentity({ email: ' Ana.POP@Example.com ', phone: '+33612345678' }),
      'email:ana.pop@example.com',
    );
  });

  test('keeps what follows a plus sign', () => {
    assert.notEqual(leadIdentity({ email: 'ana+news@x.fr' }), leadIdentity({ email: 'ana@x.fr' }));
  });

  test('is the phone number where there is no address', () => {
    assert.equal(leadIdentity({ email: ' ', phone: '+33 6 12 34-56.78' }), 'phone:+33612345678');
  });

  test('is unknown without either', () => {
    assert.equal(leadIdentity({}), undefined);
    assert.equal(leadIdentity({ email: '', phone: '' }), undefined);
  });

  test('is canonical: taking it again changes nothing', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const identity = leadIdentity({ email })!;
        assert.equal(leadIdentity({ email: identity.slice('email:'.length) }), identity);
      }),
    );
  });
});
