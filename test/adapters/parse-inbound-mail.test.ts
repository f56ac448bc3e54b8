import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { hmacLinkSigner } from '#shared/adapters/aws/hmac-link-signer.ts';
import { parseInboundMail } from '#shared/adapters/mail/parse-inbound-mail.ts';
import { detectReply } from '#shared/domain/inbound/detect-reply.ts';
import { at } from '#test/support/at.ts';

const receivedAt = at('2026-12-01T10:12:33.936Z');
const receipt = { recipients: ['claire.martin@maison-lumen.example'], receivedAt };
const sesId = '<0102019a8f3c21d7-5b0e7c1a-000000@eu-west-1.amazonses.com>';
const ours = {
  replyDomain: 'reply.maison-lumen.example',
  marks: hmacLinkSigner('a-key-of-at-least-16-characters'),
};

const parse = async (raw: string | Uint8Array) => {
  const parsed = await parseInboundMail(typeof raw === 'string' ? Buffer.from(raw) : raw, receipt);
  assert.equal(parsed.kind, 'mail');
  return parsed.mail;
};
const fixture = (name: string) => parse(readFileSync(new URL(`fixtures/${name}.eml`, import.meta.url)));

describe('inbound mail', () => {
  test('a reply is read with its addresses, ids and decoded subject, and without the mail that it quotes', async () => {
    const { headers, ...mail } = await fixture('reply-gmail');
    assert.deepEqual(mail, {
      from: 'paul.durand@client.example',
      fromName: 'Paul Durand',
      messageId: '<CAF0x9+abc=def@mail.client.example>',
      to: ['claire.martin@maison-lumen.example', 'anne@client.example', 'luc@client.example'],
      inReplyTo: [sesId],
      references: ['<k3v9x2m7q4w8z1b6.devis.1.s1.maisonaaaaaaaa@reply.maison-lumen.example>', sesId],
      subject: 'Re: Votre projet d’éclairage',
      text: 'Oui, volontiers. Mardi à 10 h ?',
      textCut: false,
      whole:
        'Oui, volontiers. Mardi à 10 h ?\n\nLe lun. 23 nov. 2026 à 09:00, Claire Martin <\nclaire.martin@maison-lumen.example> a écrit :\n\n> Bonjour Paul,\n> De retour le 5 janvier ?',
      files: [],
      receivedAt,
    });
    assert.deepEqual(headers['return-path'], ['<paul.durand@client.example>']);
    assert.deepEqual(detectReply({ headers, ...mail }, ours), {
      kind: 'reply',
      matches: [
        { by: 'in-reply-to', messageId: '0102019a8f3c21d7-5b0e7c1a-000000' },
        { by: 'references', messageId: '0102019a8f3c21d7-5b0e7c1a-000000' },
      ],
    });
  });

  test('an automatic reply in HTML alone is told, with the day on which its writer is back', async () => {
    const mail = await fixture('auto-reply-exchange');
    assert.equal(
      mail.text,
      'Guten Tag,\n\nich bin bis zum 11.12. nicht im Büro und ab dem 14. Dezember wieder für Sie da.',
    );
    const detected = detectReply(mail, ours);
    assert.equal(detected.kind === 'auto-reply' && detected.sign, 'auto-submitted');
    assert.equal(detected.kind === 'auto-reply' && detected.until, '2026-12-14');
  });

  test('a delivery notice is told from a reply', async () => {
    assert.equal(detectReply(await fixture('delivery-notice'), ours).kind, 'bounce-notice');
  });

  test('the quoted mail is cut off in each of our languages', async () => {
    const quotes = [
      'On Mon, Nov 23, 2026 at 9:00 AM Claire <c@d.example> wrote:',
      'Le lun. 23 nov. 2026 à 09:00, Claire <c@d.example> a écrit :',
      'Am Mo., 23. Nov. 2026 um 09:00 Uhr schrieb Claire <c@d.example>:',
      'Pe lun., 23 nov. 2026 la 09:00, Claire <c@d.example> a scris:',
      'El lun, 23 nov 2026 a las 9:00, Claire (<c@d.example>) escribió:',
    ];
    for (const quote of quotes) {
      const raw = `From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nOK.\r\n\r\n${quote}\r\n\r\n> back on January 5\r\n`;
      assert.equal((await parse(raw)).text, 'OK.', quote);
    }
  });

  test('broken MIME gives what can be had of it', async () => {
    const empty = {
      from: undefined,
      fromName: undefined,
      messageId: undefined,
      to: receipt.recipients,
      inReplyTo: [],
      references: [],
      subject: '',
      text: '',
      textCut: false,
      files: [],
    };
    const { headers: _, ...nothing } = await parse('');
    assert.deepEqual(nothing, { ...empty, receivedAt });
    assert.equal((await parse('no headers at all')).subject, '');
    assert.equal((await parse('Subject: =?utf-99?Q?broken')).subject, '=?utf-99?Q?broken');
    const cut = 'Subject: Hi\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nText';
    assert.equal((await parse(cut)).text, 'Text');
    assert.deepEqual((await parse('To: nobody, <>, "x" <A@B.example>\r\n\r\n')).to, [
      'a@b.example',
      ...receipt.recipients,
    ]);
    assert.deepEqual((await parse('__proto__: x\r\nReferences: junk <a@b\r\n <c@d>\r\n\r\n')).references, [
      '<c@d>',
    ]);
  });

  test('a mail that is large or hostile is read in part, or not at all, in bounded time', async () => {
    const large = Buffer.concat([
      Buffer.from('Subject: Hi\r\n\r\nShort.\r\n\r\n'),
      Buffer.alloc(1_000_000, 'a\n'),
    ]);
    const cut = await parse(large);
    assert.deepEqual([cut.text.length, cut.textCut], [20_000, true]);
    for (const piece of [
      '> ',
      'On Mon wrote:\n',
      ' ',
      '-',
      '\n>',
      'Pe x a scris: ',
      '\t\n',
      'El a escribio ',
      '--\n',
    ]) {
      assert.ok((await parse(`Subject: Hi\r\n\r\n${piece.repeat(10_000)}`)).text.length <= 20_000);
    }
    assert.ok(
      (await parse(`Content-Type: text/html\r\n\r\n${'<div>'.repeat(50_000)}x`)).text.length <= 20_000,
    );
    const headers = Buffer.from(`${'X-A: b\r\n'.repeat(50_000)}\r\n`);
    assert.equal((await parseInboundMail(headers, receipt)).kind, 'unreadable');
  });
});
