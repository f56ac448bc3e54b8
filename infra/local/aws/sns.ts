import { randomUUID } from 'node:crypto';
import type { TopicName } from '#functions/manifest.ts';
import { topics } from '#functions/manifest.ts';
import type { InstantText } from '../clock.ts';
import { queueName, region, topicArn } from '../names.ts';
import type { Faults } from './faults.ts';
import type { Mailbox } from './mailbox.ts';
import type { SendingAccount } from './sending-account.ts';
import type { Queue } from './queue.ts';
import { AwsError, hangUp, xmlText, type AwsResponse, type Service } from './wire.ts';

/** Puts a message into the topic's queue, in the envelope of SNS. */
export type PublishToTopic = (topic: TopicName, message: string, subject?: string) => string;

export function publisher(queues: ReadonlyMap<string, Queue>, now: () => InstantText): PublishToTopic {
  return (topic, message, subject) => {
    const id = randomUUID();
    const arn = topicArn(topic);
    const origin = `https://sns.${region}.amazonaws.com/`;
    const envelope = {
      Type: 'Notification',
      MessageId: id,
      TopicArn: arn,
      ...(subject === undefined ? {} : { Subject: subject }),
      Message: message,
      Timestamp: now(),
      SignatureVersion: '1',
      Signature: 'bG9jYWw=',
      SigningCertURL: `${origin}SimpleNotificationService-local.pem`,
      UnsubscribeURL: `${origin}?Action=Unsubscribe&SubscriptionArn=${arn}:local`,
    };
    queues.get(queueName(topics[topic].queue))?.send({ body: JSON.stringify(envelope, null, 2) });
    return id;
  };
}

/** SNS over its query protocol: `Publish` to a phone number or a topic. */
export function sns(parts: {
  publish: PublishToTopic;
  mailbox: Mailbox;
  faults: Faults;
  account: SendingAccount;
  now: () => InstantText;
}): Service {
  function publishSms(form: URLSearchParams, to: string): AwsResponse | typeof hangUp {
    const text = form.get('Message') ?? '';
    if (!/^\+[1-9]\d{6,14}$/.test(to))
      throw invalid(`Invalid parameter: PhoneNumber Reason: ${to} is not valid to publish to`);
    if (text === '') throw invalid('Invalid parameter: Empty message');
    if (text.length > 1600) throw invalid('Invalid parameter: Message too long');
    const refused = parts.account.refusalOfText(to);
    if (refused !== undefined) throw refusals[refused](to);
    const fault = parts.faults.take();
    const id = randomUUID();
    if (fault === undefined || fault.accepted === true) {
      const senderId = attributesOf(form)['AWS.SNS.SMS.SenderID'];
      parts.mailbox.put({
        kind: 'sms',
        id,
        number: parts.mailbox.size + 1,
        at: parts.now(),
        to,
        text,
        senderId,
      });
    }
    switch (fault?.answer) {
      case 'hang-up':
        return hangUp;
      case 'throttled':
        throw new AwsError(400, 'Throttling', 'Rate exceeded');
      case 'refused':
        throw invalid('Invalid parameter: refused by order');
      case 'server-error':
        throw new AwsError(500, 'InternalError', 'Internal error');
      case undefined:
        return published(id);
    }
  }

  return {
    answer: (request) => {
      const form = new URLSearchParams(request.body.toString('utf8'));
      const action = form.get('Action') ?? '';
      if (action === 'GetSMSSandboxAccountStatus')
        return result(action, `<IsInSandbox>${parts.account.standing.sms.sandbox}</IsInSandbox>`);
      if (action === 'GetSMSAttributes') return result(action, `<attributes>${spendLimit}</attributes>`);
      if (action !== 'Publish')
        throw new AwsError(400, 'InvalidAction', `The local SNS does not answer ${action}.`);
      const to = form.get('PhoneNumber');
      if (to !== null) return publishSms(form, to);
      const topic = (Object.keys(topics) as TopicName[]).find(
        (name) => topicArn(name) === form.get('TopicArn'),
      );
      if (topic === undefined) throw new AwsError(404, 'NotFound', 'Topic does not exist');
      return published(parts.publish(topic, form.get('Message') ?? '', form.get('Subject') ?? undefined));
    },
    refuse: (error) => ({
      status: error.status,
      headers: { 'content-type': 'text/xml' },
      body:
        `<ErrorResponse xmlns="${namespace}"><Error><Type>${error.status < 500 ? 'Sender' : 'Receiver'}</Type>` +
        `<Code>${error.code}</Code><Message>${xmlText(error.message)}</Message></Error><RequestId>local</RequestId></ErrorResponse>`,
    }),
  };
}

const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/';
const invalid = (message: string): AwsError => new AwsError(400, 'InvalidParameter', message);

/** What SNS answers where the account may not send. */
const refusals = {
  paused: () =>
    new AwsError(
      403,
      'AuthorizationError',
      'User is not authorized to perform: SNS:Publish with an explicit deny',
    ),
  sandbox: (to: string) =>
    invalid(
      `Invalid parameter: PhoneNumber Reason: ${to} is not verified, and the account is in the SMS sandbox`,
    ),
  quota: () => new AwsError(400, 'Throttled', 'No quota left for account'),
} as const;

/** Nothing is paid for on one machine; so much would be allowed. */
const spendLimit = '<entry><key>MonthlySpendLimit</key><value>1000</value></entry>';

const result = (action: string, content: string): AwsResponse => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: `<${action}Response xmlns="${namespace}"><${action}Result>${content}</${action}Result></${action}Response>`,
});

const published = (id: string): AwsResponse => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body:
    `<PublishResponse xmlns="${namespace}"><PublishResult><MessageId>${id}</MessageId></PublishResult>` +
    '<ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></PublishResponse>',
});

/** `MessageAttributes.entry.N.Name` and `.Value.StringValue`, as a record. */
function attributesOf(form: URLSearchParams): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (let index = 1; form.has(`MessageAttributes.entry.${index}.Name`); index += 1) {
    const entry = `MessageAttributes.entry.${index}`;
    attributes[form.get(`${entry}.Name`) ?? ''] = form.get(`${entry}.Value.StringValue`) ?? '';
  }
  return attributes;
}
