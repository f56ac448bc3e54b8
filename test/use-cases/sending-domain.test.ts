import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { verdictOn, stateOf, type LookedUp } from '#shared/domain/sending-domains/check-records.ts';
import { requiredRecords, type SendingDomainStage } from '#shared/domain/sending-domains/required-records.ts';
import type { RecordId, SendingDomain } from '#shared/domain/sending-domains/sending-domain.ts';
import { putDomain, renewOwnership } from '#shared/use-cases/sending-domains/put-domain.ts';
import { removeDomain } from '#shared/use-cases/sending-domains/remove-domain.ts';
import type { SendingPorts } from '#shared/use-cases/sending-domains/sending-ports.ts';
import { verifyDomain } from '#shared/use-cases/sending-domains/verify-domain.ts';
import { dieAtEveryCall } from '#test/support/deaths.ts';
import { memoryDns } from '#test/support/memory/memory-dns.ts';
import { memoryIdentities } from '#test/support/memory/memory-identities.ts';
import { memoryIds } from '#test/support/memory/memory-ids.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { at } from '#test/support/at.ts';

const now = at('2027-03-01T08:00:00.000Z');
const organisation = 'acme';
const sendingDomainStage: SendingDomainStage = {
  region: 'eu-west-1',
  linkTarget: 'links.stage.example',
  linkHost: '*',
};
const domain: SendingDomain = {
  organisation,
  id: 'own',
  revision: 1,
  domain: 'acme.example',
  linkHost: 'go.acme.example',
  hostRecord: 'cname',
  ownership: 'abc',
  dkim: ['k1', 'k2', 'k3'],
  dkimZone: 'dkim.amazonses.com',
  state: 'pending',
  provider: 'verified',
  verdicts: [],
  leaving: [],
  createdAt: now,
};
const recordOf = (id: RecordId, of: Partial<SendingDomain> = {}) =>
  requiredRecords({ ...domain, ...of }, sendingDomainStage).find(({ record }) => record === id)!;
const found = (...values: string[]) => ({ kind: 'found' as const, values });
const on = (
  id: RecordId,
  answer: LookedUp['answer'],
  more: Partial<LookedUp> = {},
  stage = sendingDomainStage,
) => verdictOn({ required: recordOf(id), answer, ...more }, stage);

describe('the verdict on a record', () => {
  const cases: [string, ReturnType<typeof on>, string, RegExp?][] = [
    ['a CNAME with a dot and capitals', on('links', found('LINKS.stage.example.')), 'verified'],
    [
      'a CNAME by way of another',
      on('links', found('cdn.example'), { chain: ['links.stage.example'] }),
      'verified',
    ],
    ['a CNAME elsewhere', on('links', found('x.example')), 'different', /replace go by CNAME/],
    ['a DKIM key', on('dkim-2', found('k2.dkim.amazonses.com')), 'verified'],
    ['no name', on('dkim-1', { kind: 'no-name' }), 'missing', /k1\._domainkey\.acme\.example does not exist/],
    [
      'no such record',
      on('mail-from-mx', { kind: 'no-record' }),
      'missing',
      /has no MX record: add MX bounce/,
    ],
    [
      'an MX of another priority',
      on('mail-from-mx', found('5 feedback-smtp.eu-west-1.amazonses.com')),
      'verified',
    ],
    [
      'two MX records',
      on('mail-from-mx', found('10 feedback-smtp.eu-west-1.amazonses.com', '20 mail.example')),
      'different',
      /2 MX records: keep/,
    ],
    [
      'an SPF text among others',
      on('mail-from-spf', found('x=1', 'v=spf1 ip4:192.0.2.1 include:amazonses.com -all')),
      'verified',
    ],
    [
      'two SPF texts',
      on('mail-from-spf', found('v=spf1 include:amazonses.com ~all', 'v=spf1 -all')),
      'different',
      /several SPF texts, which counts as none/,
    ],
    [
      'an SPF text without SES',
      on('mail-from-spf', found('v=spf1 -all')),
      'different',
      /It says “v=spf1 -all”/,
    ],
    ['a stricter DMARC policy', on('dmarc', found('v=DMARC1; p=reject; rua=mailto:a@b.example')), 'verified'],
    [
      'two DMARC texts',
      on('dmarc', found('v=DMARC1; p=none;', 'v=DMARC1; p=reject')),
      'different',
      /several DMARC/,
    ],
    [
      'a DMARC text without policy',
      on('dmarc', found('v=DMARC1; rua=mailto:a@b.example')),
      'different',
      /no policy/,
    ],
    ['the proof among other texts', on('ownership', found('x', 'relance-verification=abc')), 'verified'],
    [
      'another proof',
      on('ownership', found('relance-verification=old')),
      'different',
      /replace _relance by TXT/,
    ],
    [
      'a silent DNS',
      on('dmarc', { kind: 'unanswered', why: 'timeout' }),
      'not-checkable',
      /verify again in some/,
    ],
  ];
  for (const [name, { verdict, mend }, expected, words] of cases) {
    test(`A8: ${name} is ${expected}`, () => {
      assert.equal(verdict, expected);
      assert.match(mend, expected === 'verified' ? /^$/ : (words ?? /./));
    });
  }

  test('A8: a host by address leads where its target does', () => {
    const input = recordOf('links', { hostRecord: 'address' });
    const verdict = (...values: string[]) =>
      verdictOn(
        { required: input, answer: found(...values), target: found('192.0.2.1', '2001:db8::1') },
        sendingDomainStage,
      );
    assert.equal(input.type, 'A/AAAA');
    assert.equal(verdict('192.0.2.1').verdict, 'verified');
    assert.equal(verdict('192.0.2.9').verdict, 'different');
    const some = verdict('192.0.2.1', '192.0.2.9');
    assert.equal(some.verdict, 'not-checkable', 'a host of many addresses names some of them at a time');
    assert.match(some.mend, /^192\.0\.2\.9 is not among/);
  });

  test('A8: a host without a certificate here is not used, whatever its record', () => {
    for (const linkHost of [undefined, 'other.example']) {
      const verdict = on('links', found('links.stage.example'), {}, { ...sendingDomainStage, linkHost });
      assert.equal(verdict.verdict, 'missing');
      assert.match(verdict.mend, /-c linkHost=go\.acme\.example -c certificateArn=/);
    }
    const own = { ...sendingDomainStage, linkHost: 'go.acme.example' };
    assert.equal(on('links', found('links.stage.example'), {}, own).verdict, 'verified');
  });

  test('A8: the whole is as good as its worst record, and the provider must send for it', () => {
    const all = (...verdicts: ('verified' | 'missing' | 'different' | 'not-checkable')[]) =>
      verdicts.map((verdict) => ({ record: 'dmarc' as const, verdict, found: [], mend: '' }));
    assert.equal(stateOf(all('verified', 'verified'), 'verified', 'pending'), 'verified');
    assert.equal(stateOf(all('verified', 'missing'), 'verified', 'verified'), 'pending');
    assert.equal(stateOf(all('missing', 'different'), 'verified', 'verified'), 'failed');
    assert.equal(stateOf(all('verified'), 'pending', 'pending'), 'pending');
    assert.equal(stateOf(all('verified'), 'failed', 'verified'), 'failed');
    assert.equal(stateOf(all('verified', 'not-checkable'), 'verified', 'verified'), 'verified');
    assert.equal(stateOf(all('verified', 'not-checkable'), 'verified', 'pending'), 'pending');
  });
});

type Ports = SendingPorts & {
  identities: ReturnType<typeof memoryIdentities>;
  dns: ReturnType<typeof memoryDns>;
};
const input = { domain: 'acme.example', linkHost: 'go.acme.example', hostRecord: 'cname' as const };
const open = (): Ports => ({
  store: memoryStore(),
  identities: memoryIdentities(),
  dns: memoryDns(),
  ids: memoryIds(),
  sendingDomainStage,
});
const put = (ports: SendingPorts, to = input) =>
  putDomain(ports, { organisation, input: to, expected: undefined, now });

/** Verified and in use. */
async function verified(): Promise<Ports> {
  const ports = open();
  const saved = await put(ports);
  assert.ok(saved.kind === 'saved');
  ports.dns.publishRequired(requiredRecords(saved.item, sendingDomainStage));
  const identity = ports.identities.domains.get('acme.example')!;
  ports.identities.domains.set('acme.example', { ...identity, state: 'verified' });
  await verifyDomain(ports, { organisation, now });
  assert.ok(await sendingOf(ports));
  return ports;
}
const sendingOf = async (ports: SendingPorts) =>
  (await ports.store.settings.get(organisation, 'organisation'))?.values.sending ?? null;
const stored = (ports: SendingPorts) => ports.store.sendingDomains.get(organisation, 'own');

/** Mails never use a domain that the provider has been made to forget. */
async function assertUsable(ports: Ports, what: string): Promise<void> {
  const sending = await sendingOf(ports);
  if (sending !== null)
    assert.ok(ports.identities.domains.has(sending.domain), `${what}: mails would be refused`);
}

describe('done again after the process died at any of its port calls', () => {
  const works: Record<
    string,
    {
      before: () => Promise<Ports>;
      work: (ports: SendingPorts) => Promise<unknown>;
      after: (ports: Ports) => Promise<void>;
    }
  > = {
    'registering a domain': {
      before: async () => open(),
      work: async (ports) => {
        await put(ports);
        await verifyDomain(ports, { organisation, now });
      },
      after: async (ports) => {
        assert.equal((await stored(ports))?.dkim.length, 3);
        assert.deepEqual([...ports.identities.domains.keys()], ['acme.example']);
        assert.equal(ports.identities.domains.get('acme.example')?.mailFromDomain, 'bounce.acme.example');
        assert.equal(await sendingOf(ports), null);
      },
    },
    'verifying it': {
      before: async () => {
        const ports = await verified();
        ports.dns.fail('go.acme.example', undefined);
        await renewOwnership(ports, { organisation, expected: 'present' });
        ports.dns.publishRequired(requiredRecords((await stored(ports))!, sendingDomainStage));
        return ports;
      },
      work: (ports) => verifyDomain(ports, { organisation, now }),
      after: async (ports) => {
        assert.equal((await stored(ports))?.state, 'verified');
        assert.deepEqual(await sendingOf(ports), { domain: 'acme.example', linkHost: 'go.acme.example' });
      },
    },
    'changing to another': {
      before: verified,
      work: async (ports) => {
        const other = { ...input, domain: 'acme.test', linkHost: 'go.acme.test' };
        await putDomain(ports, { organisation, input: other, expected: 'present', now });
        await verifyDomain(ports, { organisation, now });
      },
      after: async (ports) => {
        assert.deepEqual([...ports.identities.domains.keys()], ['acme.test']);
        assert.deepEqual([(await stored(ports))?.leaving, await sendingOf(ports)], [[], null]);
      },
    },
    'giving it up': {
      before: verified,
      work: (ports) => removeDomain(ports, organisation),
      after: async (ports) => {
        assert.deepEqual([...ports.identities.domains.keys()], []);
        assert.deepEqual([await stored(ports), await sendingOf(ports)], [undefined, null]);
      },
    },
  };
  for (const [name, { before, work, after }] of Object.entries(works)) {
    test(`A8: ${name} comes to the same, and mails never use a domain that the provider forgot`, () =>
      dieAtEveryCall({
        before,
        ports: (ports): SendingPorts => ports,
        work: (_, ports) => work(ports),
        after: async (ports, where) => {
          await assertUsable(ports, `${name}, ${where}`);
          await work(ports);
          await after(ports);
        },
        uncounted: ['ids', 'dns', 'sendingDomainStage'],
      }));
  }
});
