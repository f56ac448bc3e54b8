import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ConnectionKind } from '#shared/domain/connections/connectors.ts';
import { serviceAddressProblem } from '#shared/domain/connections/service-address.ts';

const good: [ConnectionKind, string][] = [
  ['salesforce', 'https://acme.my.salesforce.com'],
  ['salesforce', 'https://acme.my.salesforce.com/'],
  ['salesforce', 'https://ACME.my.salesforce.com'],
  ['salesforce', 'https://acme--test.sandbox.my.salesforce.com'],
  ['salesforce', 'https://acme-dev-ed.develop.my.salesforce.com'],
  ['salesforce', 'https://login.salesforce.com'],
  ['salesforce', 'https://test.salesforce.com'],
  ['hubspot', 'https://api.hubapi.com'],
  ['hubspot', 'https://api-eu1.hubapi.com'],
  ['ringover', 'https://public-api.ringover.com'],
  ['aircall', 'https://api.aircall.io'],
];

const bad: [ConnectionKind, string, RegExp][] = [
  ['salesforce', 'acme.my.salesforce.com', /no address/],
  ['salesforce', 'https://acme.my.salesforce.com.evil.example', /none of the hosts/],
  ['salesforce', 'https://evilmy.salesforce.com', /none of the hosts/],
  ['salesforce', 'https://my.salesforce.com', /none of the hosts/],
  ['salesforce', 'https://a.b.c.d.my.salesforce.com', /none of the hosts/],
  ['salesforce', 'https://acme.my.salesforce.com.', /none of the hosts/],
  ['salesforce', 'https://evil.example/acme.my.salesforce.com', /without a path/],
  ['salesforce', 'https://evil.example\\.acme.my.salesforce.com', /no address/],
  ['salesforce', 'https://acme.my.sales\nforce.com', /no address/],
  ['salesforce', 'https://acme.my.salesforce.com@evil.example', /name and password/],
  ['salesforce', 'https://acme.my.salesforce.com?x=1', /behind \?/],
  ['salesforce', 'https://acme.my.salesforce.com:8443', /port/],
  ['salesforce', 'http://acme.my.salesforce.com', /Only https/],
  ['salesforce', 'ftp://acme.my.salesforce.com', /Only https/],
  ['salesforce', 'https://169.254.169.254', /none of the hosts/],
  ['salesforce', 'http://127.0.0.1:4000/salesforce', /Only https/],
  ['salesforce', 'https://api.hubapi.com', /none of the hosts/],
  ['salesforce', `https://${'a'.repeat(300)}.my.salesforce.com`, /300 characters/],
  ['hubspot', 'https://api.hubapi.com.evil.example', /none of the hosts/],
  ['aircall', 'https://aircall.io', /none of the hosts/],
  ['calendly', 'https://api.calendly.com', /never called/],
];

describe('B6: what is secret goes to the hosts of its service and to no other', () => {
  for (const [kind, address] of good)
    test(`B6: ${kind} may be at ${address}`, () => {
      assert.equal(serviceAddressProblem(kind, address, []), undefined);
    });

  for (const [kind, address, words] of bad)
    test(`B6: ${kind} is not at ${JSON.stringify(address).slice(0, 80)}`, () => {
      assert.match(serviceAddressProblem(kind, address, []) ?? '', words);
    });

  test('B6: plain http goes to hosts that the local system allows, at any port and path, and to none beside', () => {
    const allowed = ['127.0.0.1'];
    assert.equal(serviceAddressProblem('salesforce', 'http://127.0.0.1:4000/salesforce', allowed), undefined);
    assert.match(serviceAddressProblem('salesforce', 'http://127.0.0.2:4000', allowed) ?? '', /Only https/);
    assert.match(
      serviceAddressProblem('salesforce', 'file://127.0.0.1/x', allowed) ?? '',
      /Only https|no address/,
    );
  });

  test('B6: whatever is written, what may be called is a host of the service', () => {
    const part = fc.constantFrom(
      'https://',
      'acme',
      '.',
      'my.salesforce.com',
      '@',
      '/',
      '\\',
      '?',
      '#',
      ':443',
      'evil',
      '\t',
      '%2e',
      '。',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
        const address = parts.join('');
        if (serviceAddressProblem('salesforce', address, []) !== undefined) return;
        assert.match(new URL(address).host, /^(?:[a-z0-9-]+\.){1,3}my\.salesforce\.com$/);
      }),
      { numRuns: 2_000 },
    );
  });
});
