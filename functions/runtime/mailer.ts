import { dynamoTokenBucket } from '#shared/adapters/aws/dynamo-token-bucket.ts';
import { sesMailer } from '#shared/adapters/aws/ses-mailer.ts';
import { sesSendRate } from '#shared/adapters/aws/ses-send-rate.ts';
import { rateLimitedMailer } from '#shared/adapters/rate-limited-mailer.ts';
import { logMessages } from '#shared/config/log-messages.ts';
import { readVariable } from '#shared/config/read-environment.ts';
import { dynamo } from './dynamo.ts';
import { logger } from './logger.ts';
import { memoized } from './memoized.ts';

/** An alarm is made of it. */
const onQuotaNears = (quota: { sent: number; allowed: number }) => {
  logger.warn(logMessages.sendingQuotaNears, quota);
};

/** What mails go out by, at the send rate of the account. */
export const mailer = memoized(() =>
  rateLimitedMailer(
    sesMailer({ configurationSet: readVariable('configurationSet'), from: readVariable('from') }),
    { sendRate: sesSendRate({ onQuotaNears }), bucket: dynamoTokenBucket(dynamo()) },
  ),
);
