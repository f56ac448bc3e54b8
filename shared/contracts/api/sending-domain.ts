import * as z from 'zod';
import { about, suchAs } from './about.ts';
import { admins, revised, type Operation } from './operation.ts';
import { instant, revision } from './values.ts';

const domainInput = z.strictObject({
  domain: about(z.string().max(253), 'Users with an address in it send from that address.', 'acme.example'),
  linkHost: about(
    z.string().max(253),
    'Host of the links in mails and texts, under the domain.',
    'go.acme.example',
  ),
  hostRecord: about(
    z.enum(['cname', 'address']).default('cname'),
    '`cname`: the host is a CNAME; `address`: an alias of your DNS host, which shows as A and AAAA.',
    'cname',
  ),
});

const state = z.enum(['pending', 'verified', 'failed']);

const record = z
  .object({
    record: suchAs(z.string(), 'dkim-1'),
    type: z.enum(['CNAME', 'MX', 'TXT', 'A/AAAA']),
    name: about(z.string(), 'Whole name.', '_dmarc.acme.example'),
    relativeName: about(z.string(), 'Name within the domain, as most DNS hosts ask for it.', '_dmarc'),
    value: suchAs(z.string(), 'v=DMARC1; p=none;'),
    verdict: about(
      z.enum(['unchecked', 'verified', 'missing', 'different', 'not-checkable']),
      '`not-checkable`: DNS did not answer, which says nothing about the record.',
    ),
    found: about(z.array(z.string()), 'The values found.'),
    mend: about(
      z.string(),
      'What to mend; empty when nothing is.',
      '_dmarc.acme.example does not exist: add TXT _dmarc with the value v=DMARC1; p=none;.',
    ),
  })
  .meta({ id: 'DnsRecord', description: 'One DNS record that is wanted, with its verdict.' });

const sendingDomain = z
  .object({
    domain: z.string(),
    linkHost: z.string(),
    hostRecord: z.enum(['cname', 'address']),
    revision,
    state: about(state, 'Mails and links use the domain while it is `verified`.'),
    provider: about(
      state,
      'Whether the mail provider sends for it; it looks at DNS by itself, for up to three days.',
    ),
    checkedAt: instant.optional(),
    records: about(
      z.array(record),
      'What to publish. The three of DKIM appear once the provider has named its keys.',
    ),
  })
  .meta({ id: 'SendingDomain', description: 'The sending domain, for mails and links (A8).' });

const onDomain = { tag: 'Sending domain', roles: admins } as const;

export const sendingDomainOperations = {
  getSendingDomain: {
    ...onDomain,
    on: 'GET /v1/sending-domain',
    summary: 'Read the sending domain, the DNS records it needs, and the result of the last check',
    ...revised(sendingDomain, 'The domain.'),
    problems: [404],
  },
  putSendingDomain: {
    ...onDomain,
    on: 'PUT /v1/sending-domain',
    summary: 'Choose the sending domain',
    description:
      'Registers it with the mail provider and says which DNS records to publish. Until it is verified, mails and links use the default domain of this installation, also where the organisation had another sending domain before.',
    body: domainInput,
    ...revised(sendingDomain, 'The domain, to be verified.'),
    conditional: true,
    problems: [409, 412, 428],
  },
  verifySendingDomain: {
    ...onDomain,
    on: 'POST /v1/sending-domain/verify',
    summary: 'Look up every record now',
    description:
      'Each record has its verdict and what to mend. Mails and links use the domain once all are verified, and stop doing so when one no longer is.',
    ...revised(sendingDomain, 'The domain with the verdicts.'),
    problems: [404, 412],
  },
  renewSendingDomain: {
    ...onDomain,
    on: 'POST /v1/sending-domain/new-value',
    summary: 'Generate a new value that proves ownership',
    description:
      'The former value is no longer valid: publish the new one and verify again. DKIM keys stay; the provider renews them by itself.',
    ...revised(sendingDomain, 'The domain with the new record.'),
    conditional: true,
    problems: [404, 412, 428],
  },
  removeSendingDomain: {
    ...onDomain,
    on: 'DELETE /v1/sending-domain',
    summary: 'Remove the sending domain',
    description:
      'Mails and links use the default domain of this installation at once. Links in mails that went out before still need the host.',
    returns: { status: 204, description: 'Removed.' },
  },
} as const satisfies Record<string, Operation>;
