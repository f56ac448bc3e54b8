import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { requiredRecords, type SendingDomainStage } from '#shared/domain/sending-domains/required-records.ts';
import { putDomain, renewOwnership } from '#shared/use-cases/sending-domains/put-domain.ts';
import { removeDomain } from '#shared/use-cases/sending-domains/remove-domain.ts';
import { recheckDomains } from '#shared/use-cases/sending-domains/recheck-domains.ts';
import type { SendingPorts } from '#shared/use-cases/sending-domains/sending-ports.ts';
import { verifyDomain } from '#shared/use-cases/sending-domains/verify-domain.ts';
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
const input = { domain: 'acme.example', linkHost: 'go.acme.example', hostRecord: 'cname' as const };
const used = { domain: 'acme.example', linkHost: 'go.acme.example' };

type Ports = SendingPorts & {
  identities: ReturnType<typeof memoryIdentities>;
  dns: ReturnType<typeof memoryDns>;
};
const open = (): Ports => ({
  store: memoryStore(),
  identities: memoryIdentities(),
  dns: memoryDns(),
  ids: memoryIds(),
  sendingDomainStage,
});
const stored = (ports: SendingPorts) => ports.store.sendingDomains.get(organisation, 'own');
const sendingOf = async (ports: SendingPorts) =>
  (await ports.store.settings.get(organisation, 'organisation'))?.values.sending ?? null;
const verify = (ports: SendingPorts) => verifyDomain(ports, { organisation, now });
function says(ports: Ports, state: 'pending' | 'verified' | 'failed'): void {
  const identity = ports.identities.domains.get('acme.example')!;
  ports.identities.domains.set('acme.example', { ...identity, state });
}

/** Registered, with its records published; the provider does not send for it yet. */
async function published(): Promise<Ports> {
  const ports = open();
  const saved = await putDomain(ports, { organisation, input, expected: undefined, now });
  assert.ok(saved.kind === 'saved');
  ports.dns.publishRequired(requiredRecords(saved.item, sendingDomainStage));
  return ports;
}

/** Verified and in use. */
async function verified(): Promise<Ports> {
  const ports = await published();
  says(ports, 'verified');
  await verify(ports);
  assert.deepEqual(await sendingOf(ports), used);
  return ports;
}

describe('a change of the domain while it is being verified', () => {
  /** The other's work is done just before or after the write of the verdicts, or before the domain is used. */
  function meeting(
    ports: Ports,
    when: 'before' | 'after' | 'before-use',
    other: () => Promise<unknown>,
  ): SendingPorts {
    const { sendingDomains, settings } = ports.store;
    let met = false;
    const put: typeof sendingDomains.put = async (item, expected) => {
      const meets = !met && item.state === 'verified' && when !== 'before-use';
      met ||= meets;
      if (meets && when === 'before') await other();
      const outcome = await sendingDomains.put(item, expected);
      if (meets && when === 'after') await other();
      return outcome;
    };
    const use: typeof settings.put = async (item, expected) => {
      if (!met && when === 'before-use') await other();
      met = true;
      return settings.put(item, expected);
    };
    return {
      ...ports,
      store: {
        ...ports.store,
        sendingDomains: { ...sendingDomains, put },
        settings: { ...settings, put: use },
      },
    };
  }
  const others: Record<string, (ports: Ports) => Promise<unknown>> = {
    'giving it up': (ports) => removeDomain(ports, organisation),
    'a new value': (ports) => renewOwnership(ports, { organisation, expected: 'present' }),
    'another host': (ports) =>
      putDomain(ports, {
        organisation,
        input: { ...input, linkHost: 'links.acme.example' },
        expected: 'present',
        now,
      }),
  };
  for (const [name, other] of Object.entries(others)) {
    for (const [when, said] of [
      ['before', 'before the verdicts are written'],
      ['after', 'after the verdicts are written'],
      ['before-use', 'just before the domain is used'],
    ] as const) {
      test(`A8: ${name} ${said} ends its use`, async () => {
        const ports = await published();
        says(ports, 'verified');
        await verify(meeting(ports, when, () => other(ports)));
        assert.notEqual((await stored(ports))?.state, 'verified');
        assert.equal(await sendingOf(ports), null);
      });
    }
  }

  test('A8: a change that is refused takes nothing away from a domain in use', async () => {
    const ports = await verified();
    const { sendingDomains } = ports.store;
    let first = true;
    const get: typeof sendingDomains.get = async (...of) => {
      const read = await sendingDomains.get(...of);
      if (first) await verify(ports);
      first = false;
      return read;
    };
    const refused = await renewOwnership(
      { ...ports, store: { ...ports.store, sendingDomains: { ...sendingDomains, get } } },
      { organisation, expected: 'present' },
    );
    assert.equal(refused.kind, 'changed');
    assert.deepEqual([(await stored(ports))?.state, await sendingOf(ports)], ['verified', used]);
  });
});

describe('domains are looked at again by themselves', () => {
  test('A8: one in use whose DNS broke is used until a day after its last check, and again once it is mended', async () => {
    const ports = await verified();
    const host = (await stored(ports))!.linkHost;
    ports.dns.publish('CNAME', host, 'elsewhere.example');
    assert.equal((await recheckDomains(ports, at('2027-03-02T06:00:00.000Z'))).checked, 0);
    assert.deepEqual(await sendingOf(ports), used);
    assert.deepEqual((await recheckDomains(ports, at('2027-03-02T08:00:00.000Z'))).ended, [organisation]);
    assert.deepEqual([(await stored(ports))?.state, await sendingOf(ports)], ['failed', null]);
    ports.dns.publish('CNAME', host, 'links.stage.example');
    assert.deepEqual((await recheckDomains(ports, at('2027-03-02T09:00:00.000Z'))).begun, [organisation]);
    assert.deepEqual(await sendingOf(ports), used);
  });

  test('A8: one that waits for the provider is used once the provider sends for it', async () => {
    const ports = await published();
    assert.equal((await recheckDomains(ports, at('2027-03-01T08:10:00.000Z'))).checked, 0);
    assert.deepEqual((await recheckDomains(ports, at('2027-03-01T09:00:00.000Z'))).begun, []);
    says(ports, 'verified');
    assert.deepEqual((await recheckDomains(ports, at('2027-03-01T10:00:00.000Z'))).begun, [organisation]);
  });

  test('A8: DNS that keeps silent ends no use, and one domain that fails keeps none from being looked at', async () => {
    const ports = await verified();
    const other = 'beta';
    const saved = await putDomain(ports, {
      organisation: other,
      input: { domain: 'beta.example', linkHost: 'go.beta.example', hostRecord: 'cname' },
      expected: undefined,
      now: at('2027-03-01T07:00:00.000Z'),
    });
    assert.equal(saved.kind, 'saved');
    ports.dns.fail('_dmarc.acme.example', 'timeout');
    const identities = {
      ...ports.identities,
      get: async (domain: string) => {
        if (domain === 'beta.example') throw new Error('the provider is away');
        return ports.identities.get(domain);
      },
    };
    const report = await recheckDomains({ ...ports, identities }, at('2027-03-02T08:00:00.000Z'));
    assert.deepEqual([report.checked, report.ended, report.failed.length], [1, [], 1]);
    assert.deepEqual(await sendingOf(ports), used);
  });

  test('A8: twenty-five at once at most, those unchecked longest first', async () => {
    const ports = open();
    for (let number = 10; number < 40; number += 1) {
      const domain = `d${number}.example`;
      await putDomain(ports, {
        organisation: `o${number}`,
        input: { domain, linkHost: `go.${domain}`, hostRecord: 'cname' },
        expected: undefined,
        now: at(`2027-03-01T07:${number}:00.000Z`),
      });
    }
    assert.equal((await recheckDomains(ports, at('2027-03-01T10:00:00.000Z'))).checked, 25);
    assert.equal((await ports.store.sendingDomains.get('o35', 'own'))?.checkedAt, undefined);
    assert.equal((await recheckDomains(ports, at('2027-03-01T10:10:00.000Z'))).checked, 5);
  });
});

describe('the provider', () => {
  test('A8: a domain that the provider gave up is registered with it anew, after its use has ended', async () => {
    const ports = await verified();
    says(ports, 'failed');
    const remove = async (domain: string) => {
      assert.equal(await sendingOf(ports), null, 'mails would be refused');
      return ports.identities.remove(domain);
    };
    const outcome = await verify({ ...ports, identities: { ...ports.identities, remove } });
    assert.ok(outcome.kind === 'verified');
    assert.deepEqual([outcome.item.state, outcome.item.provider], ['pending', 'pending']);
    assert.equal(ports.identities.domains.get('acme.example')?.mailFromDomain, 'bounce.acme.example');
    says(ports, 'verified');
    await verify(ports);
    assert.deepEqual(await sendingOf(ports), used);
  });

  test('A8: where the bounces of a domain registered otherwise go is changed once its ownership is proved, not before', async () => {
    const ports = open();
    const dkim = { tokens: ['a', 'b', 'c'], zone: 'dkim.amazonses.com' };
    ports.identities.domains.set('acme.example', {
      domain: 'acme.example',
      dkim,
      state: 'failed',
      ours: false,
      mailFromDomain: 'mail.acme.example',
      forwardsFeedback: true,
    });
    const bounces = () => ports.identities.domains.get('acme.example')?.mailFromDomain;
    const saved = await putDomain(ports, { organisation, input, expected: undefined, now });
    await verify(ports);
    assert.ok(saved.kind === 'saved');
    assert.equal(bounces(), 'mail.acme.example');
    ports.dns.publishRequired(
      requiredRecords(saved.item, sendingDomainStage).filter(({ record }) => record === 'ownership'),
    );
    await verify(ports);
    assert.equal(bounces(), 'bounce.acme.example');
    assert.ok(!ports.identities.calls.includes('remove acme.example'));
    assert.equal(
      ports.identities.domains.get('acme.example')?.forwardsFeedback,
      true,
      'nothing sends from it',
    );
  });

  test('A8: bounces are mailed to no sender, those of domains registered by an earlier release neither', async () => {
    const ports = await verified();
    const identity = ports.identities.domains.get('acme.example');
    assert.equal(identity?.forwardsFeedback, false);
    ports.identities.domains.set('acme.example', { ...identity, forwardsFeedback: true });
    await verify(ports);
    assert.equal(ports.identities.domains.get('acme.example')?.forwardsFeedback, false);
  });
});
