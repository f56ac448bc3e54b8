import type { TextService } from '../constructs/outgoing-texts.ts';
import { organisationIdForm } from '#shared/domain/kernel/organisation-id.ts';

/**
 * What the user typed after `-c`: everything that tells one deployment from another.
 * A stage whose name begins with `prod` keeps its data: tables, buckets and the user pool outlive the stacks.
 */
export type Stage = {
  /** Part of every resource's name, such as `dev` or `prod`. */
  name: string;
  /** Id of the organisation that works here, as the API takes it: users carry it in their tokens. */
  organisation: string;
  /** Default sending address; in `domain` or one of its subdomains. */
  from: string;
  /** Domain that SES sends for. */
  domain: string;
  /** Domain that receives replies: `reply.` before `domain` unless given. Its MX record must point at SES. */
  replyDomain: string;
  /** Data is protected from deletion and retained. */
  keepsData: boolean;
  /** `existing` when another stage or team has already registered `domain` in SES in this account and Region. */
  identity: 'create' | 'existing';
  /** An active SES receipt rule set to add the rule to; without it the stage makes and activates its own. */
  receiptRuleSet: string | undefined;
  /** Host of the links in mails that the API answers for, with its certificate of this Region; none until given. */
  ownHost: { name: string; certificateArn: string } | undefined;
  /** Who is mailed when an alarm goes off; nobody until given. */
  alarmEmail: string | undefined;
  /** What texts go out by. */
  texts: TextService;
  /** What the account may spend on texts a month, as its SMS settings say, in US dollars. */
  smsLimitUsd: number;
  /** Executions that are kept free for the public pages (unsubscribing, links), of which the API gets shares beside them; 0: none. */
  publicConcurrency: number;
  /** The partner event bus that Salesforce relays its changes to; none until given: they are read every five minutes. */
  salesforceEventBus: string | undefined;
  /** The version that the stage has, while the stacks' references to each other are replaced (former-exports.ts). */
  upgradeFrom: '0.2.0' | undefined;
};

/** A stage, or what is wrong with what was typed, one sentence a mistake. */
export type StageReading = { kind: 'read'; stage: Stage } | { kind: 'refused'; problems: string[] };

const example = 'npx cdk deploy --all -c stage=dev -c from=sales@example.com -c domain=example.com';
const stagePattern = /^[a-z][a-z0-9-]{1,11}$/;
/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html */
const cognitoWords = ['aws', 'amazon', 'cognito'];
/** The stage whose own rule set this is: see namesOf. */
const stageOfRuleSet = /^relance-(.+)$/;
const domainPattern = /^(?=.{4,240}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const certificatePattern = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/;
/** Executions kept free for public pages where data is kept; with the shares of the API three times as many. Lambda keeps 100 for all others on top. */
const publicConcurrencyKept = 50;
const identityPattern = /^(?:(?:pool|phone)-[0-9a-z]{1,64}|(?!pool-|phone-)[A-Za-z0-9_-]{1,11})$/;
/** `aws.partner/salesforce.com/`, the id of the Salesforce organisation, and that of the channel (or its name). */
const salesforceBusPattern =
  /^aws\.partner\/salesforce\.com\/00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?\/[A-Za-z0-9_]{1,80}$/;
const mailPattern = /^[^\s@<>"]{1,64}@([^\s@<>"]+)$/;

/** Reads the stage from the context of the command line, given as a look-up by key. */
export function readStage(context: (key: string) => unknown): StageReading {
  const problems: string[] = [];
  const text = (key: string): string | undefined => {
    const value: unknown = context(key);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const input = (key: string, meaning: string): string => {
    const value = text(key);
    if (value === undefined) problems.push(`-c ${key}=… is missing: ${meaning}.`);
    return value ?? '';
  };

  const name = input('stage', 'a short name for this deployment, such as dev or prod');
  const from = input('from', 'the address that mails are sent from, such as sales@example.com');
  const domain = input('domain', 'the domain that SES sends for, such as example.com').toLowerCase();
  const organisation = text('organisation') ?? 'main';
  const identity = text('identity') ?? 'create';
  const alarmEmail = text('alarmEmail');
  const linkHost = text('linkHost')?.toLowerCase();
  const certificateArn = text('certificateArn');
  const receiptRuleSet = text('receiptRuleSet');
  const givenReplyDomain = text('replyDomain')?.toLowerCase();
  const replyDomain = givenReplyDomain ?? `reply.${domain}`;
  const keepsData = name.startsWith('prod');
  const publicConcurrency = Number(text('publicConcurrency') ?? (keepsData ? publicConcurrencyKept : 0));
  // What SNS lets a new account spend.
  const smsLimitUsd = Number(text('smsLimit') ?? 1);
  const sms = text('sms') ?? 'sns';
  const smsIdentity = text('smsIdentity');
  const salesforceEventBus = text('salesforceEventBus');
  const upgradeFrom = text('upgradeFrom');

  if (name !== '' && !stagePattern.test(name))
    problems.push(`-c stage=${name}: use 2 to 12 characters of a-z, 0-9 and -, beginning with a letter.`);
  const taken = cognitoWords.find((word) => name.includes(word));
  if (taken !== undefined)
    problems.push(
      `-c stage=${name}: take "${taken}" out; Cognito refuses it in the host of its sign-in pages.`,
    );
  if (!organisationIdForm.pattern.test(organisation))
    problems.push(`-c organisation=${organisation}: ${organisationIdForm.words}`);
  if (domain !== '' && !domainPattern.test(domain))
    problems.push(`-c domain=${domain}: give a bare domain, such as example.com.`);
  const fromDomain = mailPattern.exec(from)?.[1]?.toLowerCase();
  if (from !== '' && fromDomain === undefined) problems.push(`-c from=${from}: give one mail address.`);
  if (fromDomain !== undefined && domain !== '' && !within(fromDomain, domain))
    problems.push(`-c from=${from}: SES will refuse it, because it is not in the domain ${domain}.`);
  if (identity !== 'create' && identity !== 'existing')
    problems.push(`-c identity=${identity}: say create or existing.`);
  if (alarmEmail !== undefined && !mailPattern.test(alarmEmail))
    problems.push(`-c alarmEmail=${alarmEmail}: give one mail address.`);

  if (domain !== '' && (!domainPattern.test(replyDomain) || !replyDomain.endsWith(`.${domain}`)))
    problems.push(
      `-c replyDomain=${replyDomain}: give a subdomain of ${domain}, since SES takes in mail for verified domains only.`,
    );
  const joined = stageOfRuleSet.exec(receiptRuleSet ?? '')?.[1];
  if (joined !== undefined && joined !== name && identity === 'existing' && givenReplyDomain === undefined)
    problems.push(
      `-c replyDomain=… is missing: the stage ${joined} receives mail here too, and of one reply domain both would read every reply. Give this stage its own, such as reply-${name}.${domain}.`,
    );
  if (!Number.isInteger(publicConcurrency) || publicConcurrency < 0)
    problems.push(`-c publicConcurrency=${publicConcurrency}: give a whole number; 0 keeps none free.`);
  if (!(smsLimitUsd > 0)) problems.push(`-c smsLimit=${smsLimitUsd}: give US dollars a month.`);
  if (sms !== 'sns' && sms !== 'end-user-messaging')
    problems.push(`-c sms=${sms}: say sns or end-user-messaging.`);
  if (smsIdentity !== undefined && sms !== 'end-user-messaging')
    problems.push('-c smsIdentity=… is for -c sms=end-user-messaging: SNS chooses by itself.');
  if (smsIdentity !== undefined && !identityPattern.test(smsIdentity))
    problems.push(
      `-c smsIdentity=${smsIdentity}: give the id of a pool (pool-…) or of a phone number (phone-…), or a sender id of up to 11 letters, digits, - and _.`,
    );
  if (salesforceEventBus !== undefined && !salesforceBusPattern.test(salesforceEventBus))
    problems.push(
      `-c salesforceEventBus=${salesforceEventBus}: give the name of the partner event bus, as Salesforce shows it with the event relay: aws.partner/salesforce.com/00D…/0YL….`,
    );
  if (upgradeFrom !== undefined && upgradeFrom !== '0.2.0')
    problems.push(`-c upgradeFrom=${upgradeFrom}: only 0.2.0 needs it.`);

  if ((linkHost === undefined) !== (certificateArn === undefined))
    problems.push('-c linkHost=… and -c certificateArn=… go together: the host needs its certificate.');
  if (linkHost !== undefined && !domainPattern.test(linkHost))
    problems.push(`-c linkHost=${linkHost}: give a host name, such as go.example.com.`);
  if (certificateArn !== undefined && !certificatePattern.test(certificateArn))
    problems.push(`-c certificateArn=${certificateArn}: give the ARN of a certificate of ACM.`);

  if (problems.length > 0) return { kind: 'refused', problems: [...problems, `Example: ${example}`] };
  return {
    kind: 'read',
    stage: {
      name,
      organisation,
      from,
      domain,
      replyDomain,
      keepsData,
      identity: identity === 'existing' ? 'existing' : 'create',
      receiptRuleSet,
      ownHost:
        linkHost === undefined || certificateArn === undefined
          ? undefined
          : { name: linkHost, certificateArn },
      alarmEmail,
      texts: sms === 'end-user-messaging' ? { by: sms, identity: smsIdentity } : { by: 'sns' },
      smsLimitUsd,
      publicConcurrency,
      salesforceEventBus,
      upgradeFrom: upgradeFrom === '0.2.0' ? '0.2.0' : undefined,
    },
  };
}

function within(domain: string, parent: string): boolean {
  return domain === parent || domain.endsWith(`.${parent}`);
}
