import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hmacLinkSigner } from '#shared/adapters/aws/hmac-link-signer.ts';
import { detectReply } from '#shared/domain/inbound/detect-reply.ts';
import type { InboundMail } from '#shared/domain/inbound/inbound-mail.ts';
import { replyAddress, threadReference } from '#shared/domain/inbound/message-mark.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

const marks = hmacLinkSigner('a-key-of-at-least-16-characters');
const replyDomain = 'reply.maison-lumen.example';
const first = { organisation: 'maison', enrollment: enrollmentNamed('k3v9x2m7q4w8z1b6.devis.1'), step: 's1' };
const second = { ...first, step: 's2' };
const address = replyAddress(second, replyDomain, marks) ?? '';
const sesId = '<0102019a8f3c21d7-5b0e7c1a-000000@eu-west-1.amazonses.com>';

const mail = (over: Partial<InboundMail> = {}): InboundMail => ({
  from: 'paul.durand@client.example',
  to: [address],
  inReplyTo: [],
  references: [],
  subject: 'Re: Votre projet',
  headers: {},
  text: 'Oui, volontiers.',
  textCut: false,
  files: [],
  receivedAt: at('2026-12-01T10:00:00.000Z'),
  ...over,
});
const detect = (over: Partial<InboundMail> = {}) => detectReply(mail(over), { replyDomain, marks });

describe('replies', () => {
  test('D5: an answer is a reply whoever writes it, be it somebody whom the mail was forwarded to', () => {
    assert.equal(detect({ from: 'buyer@client.example' }).kind, 'reply');
    assert.equal(detect({ from: 'somebody@elsewhere.example' }).kind, 'reply');
    assert.equal(detect({ from: undefined }).kind, 'reply');
  });

  test('D5: a mail to the reply address of a message answers that message', () => {
    assert.deepEqual(detect(), { kind: 'reply', matches: [{ by: 'reply-address', message: second }] });
  });

  test('D5: a mail to another address is recognised by our reference, and by the id of the provider', () => {
    const references = [
      sesId,
      threadReference(first, replyDomain, marks),
      threadReference(second, replyDomain, marks),
    ];
    assert.deepEqual(detect({ to: ['claire@maison-lumen.example'], references, inReplyTo: [sesId] }), {
      kind: 'reply',
      matches: [
        { by: 'references', message: second },
        { by: 'references', message: first },
        { by: 'in-reply-to', messageId: '0102019a8f3c21d7-5b0e7c1a-000000' },
        { by: 'references', messageId: '0102019a8f3c21d7-5b0e7c1a-000000' },
      ],
    });
  });

  test('D5: a mail that names none of our messages is unrelated, forged addresses included', () => {
    for (const to of ['sales@maison-lumen.example', address.replace('.s2.', '.s1.')]) {
      assert.deepEqual(detect({ to: [to], inReplyTo: ['<x@client.example>'] }), {
        kind: 'unrelated',
        why: 'no-match',
      });
    }
  });

  test('D5: an answer to our mail about an absence is a reply', () => {
    for (const subject of [
      'Re: Out of office',
      'RE: Absence du bureau',
      'Outlook',
      'Onboarding on vacationers',
    ]) {
      assert.equal(detect({ subject }).kind, 'reply', subject);
    }
    assert.equal(
      detect({ headers: { 'auto-submitted': ['no'], 'return-path': ['<paul@client.example>'] } }).kind,
      'reply',
    );
  });
});

describe('automatic replies (D5)', () => {
  const headers: [string, string, string][] = [
    ['auto-submitted', 'auto-replied; owner-email="paul@client.example"', 'auto-submitted'],
    ['auto-submitted', 'auto-generated', 'auto-submitted'],
    ['precedence', 'bulk', 'precedence'],
    ['precedence', 'Auto_Reply', 'precedence'],
    ['precedence', 'junk', 'precedence'],
    ['x-autoreply', 'yes', 'auto-reply-header'],
    ['x-autorespond', 'Paul', 'auto-reply-header'],
    ['x-auto-response-suppress', 'All', 'auto-response-suppress'],
    ['return-path', '<>', 'null-return-path'],
  ];
  for (const [name, value, sign] of headers) {
    test(`D5: a header tells: ${name}: ${value}`, () => {
      assert.deepEqual(detect({ headers: { [name]: [value] } }), {
        kind: 'auto-reply',
        matches: [{ by: 'reply-address', message: second }],
        sign,
        until: undefined,
      });
    });
  }

  const subjects = [
    'Automatic reply: Votre projet',
    'Out of Office Re: Votre projet',
    'Out of the office until Monday',
    'Réponse automatique : Votre projet',
    'Absence du bureau',
    'Răspuns automat: Votre projet',
    'În afara biroului: Votre projet',
    'Automatische Antwort: Votre projet',
    'Abwesenheitsnotiz: Votre projet',
    'Respuesta automática: Votre projet',
    'Fuera de la oficina',
    '[Auto-Reply] Votre projet',
  ];
  for (const subject of subjects) {
    test(`D5: a subject tells: ${subject}`, () => {
      const detected = detect({ subject });
      assert.equal(detected.kind === 'auto-reply' && detected.sign, 'subject');
    });
  }

  test('D5: the stated return date is read from the text', () => {
    const detected = detect({ subject: 'Absence du bureau', text: 'Je suis absent du 2 au 14 décembre.' });
    assert.equal(detected.kind === 'auto-reply' && detected.until, '2026-12-15');
  });

  test('D5: a date in the subject, which repeats ours, is no return date', () => {
    const detected = detect({
      subject: 'Automatic reply: offer valid until 14 December',
      text: 'I am away.',
    });
    assert.equal(detected.kind === 'auto-reply' && detected.until, undefined);
  });
});

describe('mails of machines', () => {
  test('D5: a delivery notice is no reply, although it is marked as automatic', () => {
    const report = 'multipart/report; report-type=delivery-status; boundary="b"';
    const notices: Partial<InboundMail>[] = [
      { headers: { 'content-type': [report], 'auto-submitted': ['auto-replied'] } },
      { from: 'mailer-daemon@mx.client.example' },
      { from: 'postmaster@client.example', headers: { 'return-path': ['<>'] } },
      { headers: { 'x-failed-recipients': ['paul.durand@client.example'] } },
    ];
    for (const notice of notices) assert.equal(detect(notice).kind, 'bounce-notice');
  });

  test('D5: read receipts, abuse reports and the copies of a mailing list are no replies', () => {
    const receipt = 'multipart/report; report-type="disposition-notification"; boundary="b"';
    assert.deepEqual(detect({ headers: { 'content-type': [receipt] } }), {
      kind: 'unrelated',
      why: 'report',
    });
    const list = { kind: 'unrelated', why: 'mailing-list' };
    assert.deepEqual(detect({ headers: { 'list-id': ['<team.client.example>'] } }), list);
    assert.deepEqual(detect({ headers: { precedence: ['list'] } }), list);
  });
});
