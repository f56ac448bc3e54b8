import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { unsubscribePage } from '#functions/public/unsubscribe-page.ts';
import { unsubscribeRoute } from '#functions/public/unsubscribe.ts';
import type { UnsubscribeByLink, UnsubscribeDependencies } from '#functions/public/unsubscribe.ts';
import { hmacLinkSigner } from '#shared/adapters/aws/hmac-link-signer.ts';
import { unsubscribeLink } from '#shared/domain/tracking/link-token.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import { languages, type Language } from '#shared/domain/kernel/language.ts';
import { unsubscribeTexts } from '#shared/domain/templates/unsubscribe-texts.ts';
import { at, zoneNamed, enrollmentNamed } from '#test/support/at.ts';
import type { Zone } from '#shared/domain/kernel/instant.ts';

const links = hmacLinkSigner('a-key-of-at-least-16-characters');
const sentAt = at('2026-11-23T08:00:00.000Z');
const who = {
  organisation: 'maison',
  lead: 'k3v9x2m7q4w8z1b6',
  enrollment: enrollmentNamed('k3v9x2m7q4w8z1b6.devis.1'),
};
const linkIn = (language: Language) => links.signLink(unsubscribeLink({ ...who, language }, sentAt));

const event = (token: string, over: Partial<APIGatewayProxyEventV2> = {}): APIGatewayProxyEventV2 =>
  ({
    version: '2.0',
    headers: {},
    pathParameters: { token },
    isBase64Encoded: false,
    ...over,
  }) as APIGatewayProxyEventV2;

const paul: Lead = {
  organisation: who.organisation,
  id: who.lead,
  revision: 1,
  status: 'lead',
  ownerId: 'claire',
  email: 'paul.durand@client.example',
  fields: {},
  suppression: {},
  createdAt: at('2026-11-01T08:00:00.000Z'),
};
const oneClick = { body: 'List-Unsubscribe=One-Click' };
const since = at('2027-03-01T09:00:00.000Z');
const gone: Lead = { ...paul, suppression: { unsubscribedAt: since } };

function routes(
  lead: Lead | undefined,
  now = at('2026-11-25T10:00:00.000Z'),
  broken: Partial<UnsubscribeDependencies> = {},
) {
  const requests: UnsubscribeByLink[] = [];
  const errors: unknown[] = [];
  const dependencies = {
    links,
    now: () => now,
    lead: async (organisation: string, leadId: string) =>
      organisation === who.organisation && leadId === who.lead ? lead : undefined,
    unsubscribe: async (request: UnsubscribeByLink) => {
      if (lead === undefined) return { kind: 'not-found' as const };
      requests.push(request);
      const earlier = lead.suppression.unsubscribedAt;
      const kind = earlier === undefined ? ('unsubscribed' as const) : ('already' as const);
      return { kind, lead, at: earlier ?? now };
    },
  } satisfies UnsubscribeDependencies;
  const route = unsubscribeRoute(
    async () => ({ ...dependencies, ...broken }),
    (error) => errors.push(error),
  );
  return { ...route, requests, errors };
}

describe('the unsubscribe page', () => {
  test('D7: it is a page also when something breaks, in the language of the link, else of the browser', async () => {
    const broken = async () => Promise.reject(new Error('no table'));
    for (const language of languages) {
      const { show, perform, errors } = routes(paul, undefined, { lead: broken, unsubscribe: broken });
      for (const act of [show, perform]) {
        const answer = await act(event(linkIn(language), oneClick));
        assert.equal(answer.statusCode, 500);
        assert.equal(answer.headers?.['Content-Type'], 'text/html; charset=utf-8');
        assert.match(answer.body ?? '', new RegExp(`<html lang="${language}">`));
        assert.ok(answer.body?.includes(unsubscribeTexts[language].page.failed.title));
      }
      assert.equal(errors.length, 2);
    }
    const { show } = unsubscribeRoute(broken, () => undefined);
    const answer = await show(event(linkIn('fr'), { headers: { 'accept-language': 'de' } }));
    assert.match(answer.body ?? '', /<html lang="de">/);
  });

  test('D7: reading it asks and never unsubscribes, in the language of the link', async () => {
    for (const language of languages) {
      const { show, requests } = routes(paul);
      const answer = await show(event(linkIn(language)));
      assert.equal(answer.statusCode, 200);
      assert.deepEqual(requests, []);
      assert.match(answer.body ?? '', new RegExp(`<html lang="${language}">`));
      assert.ok(answer.body?.includes(unsubscribeTexts[language].page.button));
      assert.equal(answer.headers?.['Content-Language'], language);
    }
  });

  test('D7: it has one button that posts to its own address, and loads nothing', async () => {
    const { body = '' } = await routes(paul).show(event(linkIn('fr')));
    assert.equal(body.match(/<button/g)?.length, 1);
    assert.match(body, /<form method="post"><button type="submit"/);
    assert.doesNotMatch(body, /https?:|src=|href=|<script|url\(|action=|style="/);
    assert.match(body, /paul\.durand@client\.example/);
  });

  test('D7: its headers allow its own style and form alone, and keep the token out of caches and referrers', async () => {
    const { headers = {}, body = '' } = await routes(paul).show(event(linkIn('fr')));
    const style = /<style>(.*)<\/style>/.exec(body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    assert.equal(
      headers['Content-Security-Policy'],
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    );
    assert.equal(headers['Cache-Control'], 'no-store');
    assert.equal(headers['Referrer-Policy'], 'no-referrer');
    assert.equal(headers['X-Robots-Tag'], 'noindex, nofollow');
  });

  test('D7: one who is already unsubscribed reads since when', async () => {
    const { body } = await routes(gone).show(event(linkIn('fr')));
    assert.match(body ?? '', /1er mars 2027/);
    assert.doesNotMatch(body ?? '', /<button/);
  });

  test('D7: the date is the day on the recipient’s own calendar, in the recipient’s language', async () => {
    const late: Lead = { ...paul, suppression: { unsubscribedAt: at('2027-03-01T23:30:00.000Z') } };
    const dayIn = async (language: Language, zone: Zone) =>
      (await routes({ ...late, zone }).show(event(linkIn(language)))).body;
    assert.match((await dayIn('de', zoneNamed('Europe/Berlin'))) ?? '', /2\. März 2027/);
    assert.match((await dayIn('es', zoneNamed('America/Lima'))) ?? '', /1 de marzo de 2027/);
  });

  test('D7: what comes from outside is escaped', () => {
    const page = unsubscribePage({ shows: 'done', language: 'en', address: '<img src=x>&"@x.example' });
    assert.ok(page.includes('&lt;img src=x&gt;&amp;&#34;@x.example'));
  });
});

describe('unsubscribing', () => {
  const forms: [string, Partial<APIGatewayProxyEventV2>, UnsubscribeByLink['by']][] = [
    ['the button', { body: 'confirm=yes' }, 'link'],
    ['one click (RFC 8058)', oneClick, 'one-click'],
    [
      'one click in base64',
      { body: Buffer.from(oneClick.body).toString('base64'), isBase64Encoded: true },
      'one-click',
    ],
    [
      'one click as multipart',
      {
        body: '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
      },
      'one-click',
    ],
  ];
  for (const [name, posted, by] of forms) {
    test(`D7: ${name} unsubscribes and confirms`, async () => {
      const { perform, requests } = routes(paul);
      const answer = await perform(event(linkIn('de'), posted));
      assert.equal(answer.statusCode, 200);
      assert.deepEqual(requests, [
        {
          organisation: who.organisation,
          leadId: who.lead,
          enrollmentId: who.enrollment,
          by,
          now: at('2026-11-25T10:00:00.000Z'),
        },
      ]);
      assert.ok(answer.body?.includes(unsubscribeTexts.de.page.done.title));
    });
  }

  test('D7: unsubscribing again keeps and shows the first date', async () => {
    const answer = await routes(gone).perform(event(linkIn('en'), oneClick));
    assert.equal(answer.statusCode, 200);
    assert.match(answer.body ?? '', /1 March 2027/);
  });

  test('D7: a post that confirms nothing changes nothing and asks again', async () => {
    for (const body of [undefined, '', 'List-Unsubscribe=', 'x'.repeat(100_000), '{"confirm":"yes"}']) {
      const { perform, requests } = routes(paul);
      const answer = await perform(event(linkIn('en'), body === undefined ? {} : { body }));
      assert.equal(answer.statusCode, 400);
      assert.match(answer.body ?? '', /<button/);
      assert.deepEqual(requests, []);
    }
  });

  test('D7: an expired, forged or orphaned link changes nothing and says so', async () => {
    const expired = routes(paul, at('2027-12-28T08:00:00.000Z'));
    const erased = routes(undefined);
    const cases = [
      [expired, linkIn('es'), 410, unsubscribeTexts.es.page.expired.title],
      [routes(paul), `${linkIn('es')}x`, 404, unsubscribeTexts.ro.page.invalid.title],
      [erased, linkIn('es'), 404, unsubscribeTexts.es.page.invalid.title],
    ] as const;
    for (const [{ show, perform, requests }, token, status, title] of cases) {
      const request = event(token, {
        ...oneClick,
        headers: { 'accept-language': 'pt-BR, ro-RO;q=0.9, en;q=0.5' },
      });
      for (const answer of [await show(request), await perform(request)]) {
        assert.equal(answer.statusCode, status);
        assert.ok(answer.body?.includes(title), answer.body);
      }
      assert.deepEqual(requests, []);
    }
  });
});
