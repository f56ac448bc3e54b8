import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { InstantText } from '../clock.ts';
import { smsConfigurationSet } from '../names.ts';
import type { Faults } from './faults.ts';
import type { Mailbox } from './mailbox.ts';
import type { SendingAccount } from './sending-account.ts';
import { AwsError, hangUp, jsonBody, jsonError, type AwsResponse, type Service } from './wire.ts';

/** What its API takes of a text: another parameter, or one beyond its bounds, is a ValidationException. */
const sendTextMessage = z.strictObject({
  DestinationPhoneNumber: z
    .string()
    .max(20)
    .regex(/^\+?[1-9][0-9]{1,18}$/),
  MessageBody: z.string().min(1).max(1600),
  MessageType: z.enum(['TRANSACTIONAL', 'PROMOTIONAL']).optional(),
  ConfigurationSetName: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[A-Za-z0-9_:/-]+$/)
    .optional(),
  OriginationIdentity: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[A-Za-z0-9_:/+-]+$/)
    .optional(),
  TimeToLive: z.int().min(5).max(259_200).optional(),
  Context: z
    .record(
      z.string().min(1).max(100).regex(/^\S+$/),
      z
        .string()
        .min(1)
        .max(800)
        .regex(/^\S(?:[^]*\S)?$/),
    )
    .refine((context) => Object.keys(context).length <= 5, 'at most five entries')
    .optional(),
});

/** AWS End User Messaging: `SendTextMessage`. */
export function smsVoice(parts: {
  mailbox: Mailbox;
  faults: Faults;
  account: SendingAccount;
  now: () => InstantText;
}): Service {
  function send(text: z.output<typeof sendTextMessage>): AwsResponse | typeof hangUp {
    const { ConfigurationSetName: set = smsConfigurationSet } = text;
    if (set !== smsConfigurationSet)
      throw new AwsError(400, 'ResourceNotFoundException', `Configuration set ${set} was not found`);
    const to = text.DestinationPhoneNumber;
    const refused = parts.account.refusalOfText(to);
    if (refused !== undefined) throw refusals[refused](to);
    const fault = parts.faults.take();
    const id = randomUUID();
    if (fault === undefined || fault.accepted === true) {
      parts.mailbox.put({
        kind: 'sms',
        id,
        number: parts.mailbox.size + 1,
        at: parts.now(),
        to,
        text: text.MessageBody,
        senderId: text.OriginationIdentity,
        context: text.Context,
        timeToLive: text.TimeToLive,
      });
    }
    switch (fault?.answer) {
      case 'hang-up':
        return hangUp;
      case 'throttled':
        throw new AwsError(400, 'ThrottlingException', 'Rate exceeded');
      case 'refused':
        throw new AwsError(400, 'ValidationException', 'Refused by order', 'INVALID_PARAMETER');
      case 'server-error':
        throw new AwsError(500, 'InternalServerException', 'Internal error');
      case undefined:
        return {
          status: 200,
          headers: { 'content-type': 'application/x-amz-json-1.0' },
          body: JSON.stringify({ MessageId: id }),
        };
    }
  }
  return {
    answer: (request) => {
      const target = request.headers['x-amz-target'];
      if (target !== 'PinpointSMSVoiceV2.SendTextMessage')
        throw new AwsError(400, 'UnknownOperationException', `The fake does not answer ${String(target)}.`);
      return send(jsonBody(request, sendTextMessage));
    },
    refuse: jsonError,
  };
}

/** What the service answers where the account may not send. */
const refusals = {
  paused: () =>
    new AwsError(400, 'AccessDeniedException', 'The account may not send texts', 'ACCOUNT_DISABLED'),
  sandbox: (to: string) =>
    new AwsError(
      400,
      'ConflictException',
      `${to} is not verified, and the account is in the sandbox`,
      'DESTINATION_PHONE_NUMBER_NOT_VERIFIED',
    ),
  quota: () =>
    new AwsError(
      400,
      'ServiceQuotaExceededException',
      'The monthly spend limit for texts is reached',
      'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT',
    ),
} as const;
