import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailboxHeader } from '#shared/adapters/aws/mailbox-header.ts';

test('a sender without a name is its address', () => {
  assert.equal(mailboxHeader(' ', 'a@x.example'), 'a@x.example');
});

test('a name can begin no other header', () => {
  assert.equal(
    mailboxHeader('Ana\r\nBcc: all@x.example', 'a@x.example'),
    '"Ana Bcc: all@x.example" <a@x.example>',
  );
});

test('a name that is not ASCII goes in encoded words of at most 75 characters, no character cut', () => {
  const name = 'Élise 🙂 Ștefănescu-Dăscălescu of the Northern Sales Department';
  const header = mailboxHeader(name, 'a@x.example');
  const words = header.replace(' <a@x.example>', '').split(' ');
  assert.ok(words.every((word) => word.length <= 75));
  const decoded = words.map((word) => Buffer.from(word.slice('=?UTF-8?B?'.length, -2), 'base64').toString());
  assert.equal(decoded.join(''), name);
});
