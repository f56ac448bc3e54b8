import {
  CreateEmailIdentityCommand,
  DeleteEmailIdentityCommand,
  GetEmailIdentityCommand,
  PutEmailIdentityFeedbackAttributesCommand,
  PutEmailIdentityMailFromAttributesCommand,
  SESv2Client,
  type GetEmailIdentityCommandOutput,
} from '@aws-sdk/client-sesv2';
import type { MailIdentities, MailIdentity } from '../../ports/mail-identities.ts';
import { isAwsError } from './aws-error.ts';
import { clientSettings } from './client-settings.ts';

/** Tag of an identity that was registered here: whose it is. */
const OWNER = 'relance:organisation';
/** Tag of an identity that somebody let a stage send from by hand. */
const STAGE = 'relance:stage';

/** Domains in SES, signed with keys that SES makes, keeps and renews by itself (Easy DKIM). */
export function sesIdentities(): MailIdentities {
  const client = new SESv2Client(clientSettings({ attempts: 4, timeoutMs: 5_000 }));
  return {
    async register(domain, owner) {
      try {
        await client.send(
          new CreateEmailIdentityCommand({ EmailIdentity: domain, Tags: [{ Key: OWNER, Value: owner }] }),
        );
      } catch (error) {
        if (!isAwsError(error, 'AlreadyExistsException')) throw error;
      }
    },
    async setMailFrom(domain, mailFromDomain) {
      await client.send(
        new PutEmailIdentityMailFromAttributesCommand({
          EmailIdentity: domain,
          MailFromDomain: mailFromDomain,
          // Until its records are there, SES's own domain stands in; mails are not refused.
          BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
        }),
      );
    },
    async endFeedback(domain) {
      await client.send(
        new PutEmailIdentityFeedbackAttributesCommand({
          EmailIdentity: domain,
          EmailForwardingEnabled: false,
        }),
      );
    },
    async get(domain) {
      try {
        return toIdentity(domain, await client.send(new GetEmailIdentityCommand({ EmailIdentity: domain })));
      } catch (error) {
        if (isAwsError(error, 'NotFoundException')) return undefined;
        throw error;
      }
    },
    async remove(domain) {
      try {
        await client.send(new DeleteEmailIdentityCommand({ EmailIdentity: domain }));
      } catch (error) {
        if (!isAwsError(error, 'NotFoundException')) throw error;
      }
    },
  };
}

function toIdentity(domain: string, answer: GetEmailIdentityCommandOutput): MailIdentity {
  const { DkimAttributes: dkim, MailFromAttributes: mailFrom, Tags: tags = [] } = answer;
  const failed = dkim?.Status === 'FAILED' || answer.VerificationStatus === 'FAILED';
  return {
    domain,
    owner: tags.find(({ Key }) => Key === OWNER)?.Value,
    ours: tags.some(({ Key }) => Key === OWNER || Key === STAGE),
    dkim: { tokens: dkim?.Tokens ?? [], zone: dkim?.SigningHostedZone ?? 'dkim.amazonses.com' },
    state: failed ? 'failed' : answer.VerifiedForSendingStatus === true ? 'verified' : 'pending',
    mailFromDomain: mailFrom?.MailFromDomain,
    forwardsFeedback: answer.FeedbackForwardingStatus === true,
  };
}
