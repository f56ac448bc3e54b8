import { mailFromDomain, recordIds, type RecordId, type SendingDomain } from './sending-domain.ts';

/** One DNS record as the DNS host wants it (A8). */
export type RequiredRecord = {
  record: RecordId;
  type: 'CNAME' | 'MX' | 'TXT' | 'A/AAAA';
  /** Absolute, without a dot at the end. */
  name: string;
  /** Relative to the domain, as most DNS hosts ask for it. */
  relativeName: string;
  value: string;
};

/** What of the stage the records point at. */
export type SendingDomainStage = {
  /** Region of the mail provider. */
  region: string;
  /** Name that hosts of links point at. */
  linkTarget: string;
  /** Host of links that the stage answers for with a certificate; `*`: any. Undefined: none yet. */
  linkHost?: string | undefined;
};

/** What the TXT record of ownership says. */
function ownershipText(ownership: string): string {
  return `relance-verification=${ownership}`;
}

/** The records that a domain needs; those of DKIM only once the provider has named its keys. */
export function requiredRecords(
  { domain, linkHost, hostRecord, ownership, dkim, dkimZone }: SendingDomain,
  { region, linkTarget }: SendingDomainStage,
): RequiredRecord[] {
  const bounces = mailFromDomain(domain);
  const of = (
    record: RecordId,
    type: RequiredRecord['type'],
    name: string,
    value: string,
  ): RequiredRecord => ({
    record,
    type,
    name,
    relativeName: name === domain ? '@' : name.slice(0, -domain.length - 1),
    value,
  });
  const keys = dkim.flatMap((token, index) => {
    const record = recordIds.find((id) => id === `dkim-${index + 1}`);
    return record === undefined
      ? []
      : [of(record, 'CNAME', `${token}._domainkey.${domain}`, `${token}.${dkimZone}`)];
  });
  return [
    of('ownership', 'TXT', `_relance.${domain}`, ownershipText(ownership)),
    ...keys,
    of('mail-from-mx', 'MX', bounces, `10 feedback-smtp.${region}.amazonses.com`),
    of('mail-from-spf', 'TXT', bounces, 'v=spf1 include:amazonses.com ~all'),
    of('dmarc', 'TXT', `_dmarc.${domain}`, 'v=DMARC1; p=none;'),
    of('links', hostRecord === 'cname' ? 'CNAME' : 'A/AAAA', linkHost, linkTarget),
  ];
}
