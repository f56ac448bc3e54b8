import { dynamoTokenBucket } from '#shared/adapters/aws/dynamo-token-bucket.ts';
import { sesMailer } from '#shared/adapters/aws/ses-mailer.ts';
import { sesSendRate } from '#shared/adapters/aws/ses-send-rate.ts';
import { rateLimitedMailer } from '#shared/adapters/rate-limited-mailer.ts';
import { readVariable } from '#shared/config/read-environment.ts';
import { dynamo } from './dynamo.ts';
import { memoized } from './memoized.ts';

/** What mails go out by, at the send rate of the account. */
export const mailer = memoized(() =>
  rateLimitedMailer(
    sesMailer({ configurationSet: readVariable('configurationSet'), from: readVariable('from') }),
    { sendRate: sesSendRate(), bucket: dynamoTokenBucket(dynamo()) },
  ),
);
