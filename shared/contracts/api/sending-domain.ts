import * as z from 'zod';
import { admins, type Operation } from './operation.ts';
import { instant, revision } from './values.ts';

const wanted = z.strictObject({
  domain: z
    .string()
    .max(253)
    .meta({ description: 'Users with an address in it send from that address.', examples: ['acme.example'] }),
  linkHost: z
    .string()
    .max(253)
    .meta({
      description: 'Host of the links in mails and texts, under the domain.',
      examples: ['go.acme.example'],
    }),
  hostRecord: z
    .enum(['cname', 'address'])
    .default('cname')
    .meta({
      description:
        '`cname`: the host is a CNAME; `address`: an alias of your DNS host, which shows as A and AAAA.',
      examples: ['cname'],
    }),
});

const state = z.enum(['pending', 'verified', 'failed']);

const record = z
  .object({
    record: z.string().meta({ examples: ['dkim-1'] }),
    type: z.enum(['CNAME', 'MX', 'TXT', 'A/AAAA']),
    name: z.string().meta({ description: 'Whole name.', examples: ['_dmarc.acme.example'] }),
    relativeName: z
      .string()
      .meta({ description: 'Name within the domain, as most DNS hosts ask for it.', examples: ['_dmarc'] }),
    value: z.string().meta({ examples: ['v=DMARC1; p=none;'] }),
    verdict: z.enum(['unchecked', 'verified', 'missing', 'different', 'not-checkable']).meta({
      description: '`not-checkable`: DNS did not answer, which says nothing about the record.',
    }),
    found: z.array(z.string()).meta({ description: 'What stands there.' }),
    mend: z.string().meta({
      description: 'What to mend; empty when nothing is.',
      examples: ['_dmarc.acme.example does not exist: add TXT _dmarc with the value v=DMARC1; p=none;.'],
    }),
  })
  .meta({ id: 'DnsRecord', description: 'One DNS record that is wanted, with its verdict.' });

const sendingDomain = z
  .object({
    domain: z.string(),
    linkHost: z.string(),
    hostRecord: z.enum(['cname', 'address']),
    revision,
    state: state.meta({ description: 'Mails and links use the domain while it is `verified`.' }),
    provider: state.meta({
      description: 'Whether the mail provider sends for it; it looks at DNS by itself, for up to three days.',
    }),
    checkedAt: instant.optional(),
    records: z.array(record).meta({
      description: 'What to publish. The three of DKIM appear once the provider has named its keys.',
    }),
  })
  .meta({ id: 'SendingDomain', description: 'The own domain for mails and links (A8).' });

const path = '/v1/sending-domain' as const;
const answer = (description: string) => ({ status: 200, description, body: sendingDomain }) as const;

export const sendingDomainOperations = {
  getSendingDomain: {
    method: 'GET',
    path,
    tag: 'Sending domain',
    summary: 'The own domain, the DNS records it needs, and what the last check said of each',
    roles: admins,
    returns: answer('The domain.'),
    etag: true,
    problems: [404],
  },
  putSendingDomain: {
    method: 'PUT',
    path,
    tag: 'Sending domain',
    summary: 'Choose the own domain',
    description:
      'Registers it with the mail provider and says which DNS records to publish. Until it is verified, mails and links use the system’s own domain, also those of an organisation that had another one before.',
    roles: admins,
    body: wanted,
    returns: answer('The domain, to be verified.'),
    etag: true,
    conditional: true,
    problems: [409, 412, 428],
  },
  verifySendingDomain: {
    method: 'POST',
    path: '/v1/sending-domain/verify',
    tag: 'Sending domain',
    summary: 'Look up every record now',
    description:
      'Each record has its verdict and what to mend. Once all are verified, mails and links use the domain; once one is not any more, they stop doing so.',
    roles: admins,
    returns: answer('The domain with the verdicts.'),
    etag: true,
    problems: [404, 412],
  },
  renewSendingDomain: {
    method: 'POST',
    path: '/v1/sending-domain/new-value',
    tag: 'Sending domain',
    summary: 'Generate a new value to prove ownership with',
    description:
      'The former value counts no longer: publish the new one and verify again. DKIM keys stay; the provider renews them by itself.',
    roles: admins,
    returns: answer('The domain with the new record.'),
    etag: true,
    conditional: true,
    problems: [404, 412, 428],
  },
  removeSendingDomain: {
    method: 'DELETE',
    path,
    tag: 'Sending domain',
    summary: 'Give the own domain up',
    description:
      'Mails and links use the system’s own domain at once. Links in mails that are out need the host still.',
    roles: admins,
    returns: { status: 204, description: 'Given up.' },
    problems: [],
  },
} as const satisfies Record<string, Operation>;
