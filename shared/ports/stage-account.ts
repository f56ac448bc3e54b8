import type { Asked } from '../domain/doctor/finding.ts';

/** What a deployed stage says of itself. */
export type Deployed = {
  region: string;
  /** The domain that SES sends for. */
  domain: string;
  /** The domain that replies come to. */
  replyDomain: string;
  /** Its default sending address. */
  from: string;
};

/** How the account stands with SES in this Region. */
export type MailSending = {
  production: boolean;
  enabled: boolean;
  /** `HEALTHY`, `PROBATION` or `SHUTDOWN`. */
  standing: string;
  perDay: number;
  perSecond: number;
  sentInDay: number;
};

/** A domain in SES. Statuses are those of SES: `SUCCESS`, `PENDING`, `FAILED` … */
export type MailIdentity = { maySend: boolean; dkim: string; mailFrom: string | undefined };

/** What SES does with mails of a stage. `suppressedReasons` undefined: as the account says. */
export type MailSettings = { enabled: boolean; suppressedReasons: readonly string[] | undefined };

/** How the account stands with the service that texts go out by. `refuses`: beyond the limit it says so, and texts wait. */
export type TextSending = {
  service: 'SNS' | 'End User Messaging';
  sandbox: boolean;
  dollarsAMonth: number;
  refuses: boolean;
};

/** How many functions of the account may run at once in this Region, and how many of them nobody has reserved. */
export type Concurrency = { all: number; unreserved: number };

/** A quota of a service, by its English name. */
export type Quota = { name: string; value: number };

/** Who is told of alarms. */
export type AlarmReceiver = { endpoint: string; confirmed: boolean };

/** What is read of an account and of DNS, each on its own, so that one right which is missing hides nothing else. */
export type StageAccount = {
  deployed(): Promise<Asked<Deployed>>;
  mailSending(): Promise<Asked<MailSending>>;
  mailIdentity(domain: string): Promise<Asked<MailIdentity>>;
  mailSettings(): Promise<Asked<MailSettings>>;
  textSending(): Promise<Asked<TextSending>>;
  concurrency(): Promise<Asked<Concurrency>>;
  schedulerQuotas(): Promise<Asked<readonly Quota[]>>;
  alarmReceivers(): Promise<Asked<readonly AlarmReceiver[]>>;
  /** Hosts that take mail for a domain, as `10 mail.example`. */
  mailHosts(domain: string): Promise<Asked<readonly string[]>>;
};
