import type {
  Deployed,
  MailIdentity,
  MailSending,
  MailSettings,
  StageAccount,
} from '../../ports/stage-account.ts';
import { judged, ok, toDo, type Asked, type Finding } from '../../domain/doctor/finding.ts';

/** What SES lets the account send. */
export function examineSending(
  asked: Asked<MailSending>,
  { mailsPerDay }: { mailsPerDay: number },
): Finding[] {
  return [ofProduction(asked), ofStanding(asked), ofQuota(asked, mailsPerDay)];
}

const noAccount = { says: 'SES knows nothing of the account.', toDo: 'Choose a Region that has SES.' };

function ofProduction(asked: Asked<MailSending>): Finding {
  const what = 'SES: production access';
  return judged(what, asked, noAccount, ({ production }) =>
    production
      ? ok(what, 'The account may write to everybody.')
      : toDo(
          what,
          'The account is in the sandbox: mails go to verified addresses alone, and all others are held.',
          'Ask for it in the SES console: Account dashboard → Request production access.',
        ),
  );
}

function ofStanding(asked: Asked<MailSending>): Finding {
  const what = 'SES: standing of the account';
  return judged(what, asked, noAccount, ({ enabled, standing }) => {
    if (!enabled) {
      return toDo(
        what,
        'Sending is paused for the account; what is due is held.',
        'Answer the case of SES, then resume sending in its console.',
      );
    }
    return standing === 'HEALTHY'
      ? ok(what, 'Sending is on and the account in good standing.')
      : toDo(
          what,
          `SES says ${standing}.`,
          'See Account dashboard → Reputation metrics, and Bounce rate in the runbook.',
        );
  });
}

function ofQuota(asked: Asked<MailSending>, mailsPerDay: number): Finding {
  const what = 'SES: quota';
  return judged(what, asked, noAccount, ({ perDay, perSecond, sentInDay }) => {
    const says = `${perDay} mails in 24 hours, ${perSecond} a second; ${sentInDay} were sent in the last 24.`;
    // SES says -1 where there is no limit.
    return perDay === -1 || perDay >= mailsPerDay
      ? ok(what, says)
      : toDo(what, says, `Ask for ${mailsPerDay} a day in Service Quotas → Amazon SES → Sending quota.`);
  });
}

/** What concerns the domain of the stage: the identity in SES, and where replies go. */
export async function examineDomain(
  account: StageAccount,
  { domain, replyDomain, region }: Deployed,
): Promise<Finding[]> {
  const [identity, hosts] = await Promise.all([account.mailIdentity(domain), account.mailHosts(replyDomain)]);
  return [ofIdentity(identity, domain), ofDkim(identity, domain), ofReplies(hosts, replyDomain, region)];
}

const noIdentity = (domain: string) => ({
  says: `SES does not know ${domain}.`,
  toDo: 'Deploy the stage without -c identity=existing, and publish the records that it prints.',
});

function ofIdentity(asked: Asked<MailIdentity>, domain: string): Finding {
  const what = `SES: ${domain}`;
  return judged(what, asked, noIdentity(domain), ({ maySend, mailFrom }) => {
    if (!maySend) {
      return toDo(
        what,
        'SES does not send for it yet.',
        'Publish the three CNAMEs that relance-STAGE-messaging prints.',
      );
    }
    return mailFrom === 'SUCCESS'
      ? ok(what, 'SES sends for it, and bounces come back to it.')
      : toDo(
          what,
          `SES sends for it; its MAIL FROM domain is ${mailFrom ?? 'not set'}.`,
          'Publish MX and TXT of bounce. before it, as relance-STAGE-messaging prints them.',
        );
  });
}

function ofDkim(asked: Asked<MailIdentity>, domain: string): Finding {
  const what = `SES: DKIM of ${domain}`;
  return judged(what, asked, noIdentity(domain), ({ dkim }) =>
    dkim === 'SUCCESS'
      ? ok(what, 'Mails are signed.')
      : toDo(
          what,
          `SES says ${dkim}.`,
          'Publish the three CNAMEs that relance-STAGE-messaging prints, and wait for some hours.',
        ),
  );
}

function ofReplies(asked: Asked<readonly string[]>, domain: string, region: string): Finding {
  const what = `DNS: MX of ${domain}`;
  const host = `inbound-smtp.${region}.amazonaws.com`;
  const publish = `Publish ${domain} MX 10 ${host}, and no other MX.`;
  const absent = { says: 'There is none, so no reply arrives and sequences go on after it.', toDo: publish };
  return judged(what, asked, absent, (values) => {
    const hosts = values.map((value) => value.replace(/^\d+\s+/, '').toLowerCase());
    return hosts.length === 1 && hosts[0] === host
      ? ok(what, 'Replies come to SES.')
      : toDo(what, `It says ${values.join(', ')}.`, publish);
  });
}

/** What SES does with mails of the stage. */
export function examineSettings(asked: Asked<MailSettings>): Finding {
  const what = 'SES: configuration set';
  const absent = { says: 'It is not there.', toDo: 'Deploy the stack relance-STAGE-messaging.' };
  return judged(what, asked, absent, ({ enabled, suppressedReasons }) => {
    if (!enabled) return toDo(what, 'Sending with it is paused.', 'Resume it in the SES console.');
    return suppressedReasons?.length === 0
      ? ok(what, 'The suppression list of Relance alone counts.')
      : toDo(
          what,
          'SES keeps a suppression list of its own beside it: what is lifted in Relance is not lifted there.',
          'In the SES console, let the configuration set override the suppression list of the account, with no reasons.',
        );
  });
}
