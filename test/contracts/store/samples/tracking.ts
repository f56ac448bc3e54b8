import type { SendingDomain } from '#shared/domain/sending-domains/sending-domain.ts';
import type { StoredShortLink } from '#shared/domain/tracking/short-link.ts';
import type { StoredHit } from '#shared/domain/tracking/tracking-hit.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import { organisation } from './organisation.ts';

// What links need and leave, with all optional fields.

export const sendingDomain: SendingDomain = {
  organisation,
  id: 'own',
  revision: 1,
  domain: 'acme.example',
  linkHost: 'go.acme.example',
  hostRecord: 'cname',
  ownership: 'k3v9x2m1p0q8w7e6',
  dkim: ['aaa', 'bbb', 'ccc'],
  dkimZone: 'dkim.amazonses.com',
  state: 'failed',
  provider: 'pending',
  verdicts: [{ record: 'links', verdict: 'different', found: ['other.example'], mend: 'Mend it.' }],
  checkedAt: at('2027-03-01T08:00:00.000Z'),
  leaving: ['old.example'],
  createdAt: at('2027-03-01T07:00:00.000Z'),
};

export const hit: StoredHit = {
  organisation,
  id: 'k3v9x2m1p0q8w7e6.q1.1.s1.0.20270301080000.m',
  revision: 1,
  enrollment: enrollmentNamed('k3v9x2m1p0q8w7e6.q1.1'),
  step: 's1',
  sentAt: at('2027-03-01T07:00:00.000Z'),
  what: 'clicked',
  channel: 'mail',
  at: at('2027-03-01T08:00:00.000Z'),
  link: { target: 'https://acme.example/demo', name: 'demo', number: 0, of: 2 },
  machine: { rule: 'network', sign: 'Mimecast' },
  expiresAt: 1_803_974_400,
};

export const shortLink: StoredShortLink = {
  organisation,
  id: 'aB3_dE5-gH',
  revision: 1,
  enrollment: enrollmentNamed('k3v9x2m1p0q8w7e6.q1.1'),
  step: 's1',
  sentAt: at('2027-03-01T08:00:00.000Z'),
  target: 'https://acme.example/demo',
  name: 'demo',
  number: 0,
  of: 2,
  expiresAt: 1_838_880_000,
};
