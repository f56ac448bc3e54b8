import * as z from 'zod';
import type { Deployment } from './deployment.ts';

/** Names a service and nobody: the emulator asks for no signature. */
const asAnybody = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/** Calls an operation of an AWS service that speaks JSON, unsigned. */
async function call(url: string, service: string, target: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': `application/x-amz-json-1.${service === 'dynamodb' ? 0 : 1}`,
      'x-amz-target': target,
      authorization: asAnybody(service),
    },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${target} answered ${response.status}: ${answer}`);
  return answer === '' ? undefined : JSON.parse(answer);
}

const signedIn = z.object({ AuthenticationResult: z.object({ IdToken: z.string() }) });

/** Makes a user as infra/docs/deployment.md says, signs in, and gives the token that opens the API. */
export async function tokenOf(
  url: string,
  { userPoolId, clientId }: Deployment,
  user: { organisation: string; userId: string; role: string },
): Promise<string> {
  const cognito = (operation: string, body: object) =>
    call(url, 'cognito-idp', `AWSCognitoIdentityProviderService.${operation}`, {
      UserPoolId: userPoolId,
      ...body,
    });
  const Username = `${user.userId}@example.com`;
  const Password = 'A long passw0rd!';
  await cognito('AdminCreateUser', {
    Username,
    MessageAction: 'SUPPRESS',
    UserAttributes: [
      { Name: 'email', Value: Username },
      { Name: 'email_verified', Value: 'true' },
      { Name: 'custom:organisation', Value: user.organisation },
      { Name: 'custom:user_id', Value: user.userId },
    ],
  });
  await cognito('AdminSetUserPassword', { Username, Password, Permanent: true });
  await cognito('AdminAddUserToGroup', { Username, GroupName: user.role });
  const answer = await cognito('AdminInitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: Username, PASSWORD: Password },
  });
  return signedIn.parse(answer).AuthenticationResult.IdToken;
}

const sent = z.object({
  messages: z.record(
    z.string(),
    z.array(
      z.object({ MessageId: z.string(), Source: z.string(), To: z.array(z.string()), Subject: z.string() }),
    ),
  ),
});
/** A mail that SES accepted. */
export type SentMail = z.infer<typeof sent>['messages'][string][number];

/** Every mail that SES accepted so far. */
export async function sentMails(url: string): Promise<SentMail[]> {
  const response = await fetch(`${url}/_ministack/ses/messages`);
  return Object.values(sent.parse(await response.json()).messages).flat();
}

/** Publishes to a topic of the stage, as SES does. */
export async function publish(url: string, topic: string, message: unknown): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: asAnybody('sns'),
    },
    body: new URLSearchParams({
      Action: 'Publish',
      Version: '2010-03-31',
      TopicArn: `arn:aws:sns:us-east-1:000000000000:relance-dev-${topic}`,
      Message: JSON.stringify(message),
    }),
  });
  if (!response.ok) throw new Error(`Publish answered ${response.status}: ${await response.text()}`);
}

const tables = z.object({ TableNames: z.array(z.string()) });

/** The tables of the account. */
export async function tableNames(url: string): Promise<string[]> {
  return tables.parse(await call(url, 'dynamodb', 'DynamoDB_20120810.ListTables', {})).TableNames;
}

const groups = z.object({ logGroups: z.array(z.object({ logGroupName: z.string() })) });
const logged = z.object({ events: z.array(z.object({ message: z.string() })) });

/** Every error that a function of the stage wrote to its log, with the name of the log. */
export async function loggedErrors(url: string): Promise<string[]> {
  const logs = (operation: string, body: object) => call(url, 'logs', `Logs_20140328.${operation}`, body);
  const { logGroups } = groups.parse(
    await logs('DescribeLogGroups', { logGroupNamePrefix: '/relance/dev/' }),
  );
  const errors = await Promise.all(
    logGroups.map(async ({ logGroupName }) => {
      const { events } = logged.parse(await logs('FilterLogEvents', { logGroupName }));
      return events
        .filter(({ message }) => /"level":"(ERROR|CRITICAL)"|errorMessage|Task timed out/.test(message))
        .map(({ message }) => `${logGroupName}: ${message.trim()}`);
    }),
  );
  return errors.flat();
}

/** Puts records to a stream of Firehose, as SES does: each with an end of line. */
export async function putToStream(url: string, name: string, records: readonly unknown[]): Promise<void> {
  const Records = records.map((record) => ({
    Data: Buffer.from(`${JSON.stringify(record)}\n`).toString('base64'),
  }));
  const DeliveryStreamName = `relance-dev-${name}`;
  await call(url, 'firehose', 'Firehose_20150804.PutRecordBatch', { DeliveryStreamName, Records });
}

/** The keys of the files in a bucket. */
export async function filesIn(url: string, bucket: string): Promise<string[]> {
  const authorization = asAnybody('s3');
  const response = await fetch(`${url}/relance-dev-${bucket}-000000000000-us-east-1?list-type=2`, {
    headers: { authorization },
  });
  if (!response.ok) throw new Error(`The bucket ${bucket} answers ${response.status}`);
  return [...(await response.text()).matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key);
}
