import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { SmsSender } from '../../ports/sender.ts';
import { clientSettings } from './client-settings.ts';
import { freshSockets } from './fresh-sockets.ts';
import { sendFailure } from './send-failure.ts';

/** Sends texts through SNS. Each text is tried once (F3). SNS keeps no tags: what became of a text cannot be asked. */
export function snsSmsSender({ timeoutMs = 10_000 }: { timeoutMs?: number | undefined } = {}): SmsSender {
  const sockets = freshSockets();
  const { httpAgent, httpsAgent } = sockets;
  const client = new SNSClient(clientSettings({ attempts: 1, timeoutMs, agents: { httpAgent, httpsAgent } }));
  return {
    async send({ to, text }) {
      const command = new PublishCommand({
        PhoneNumber: to,
        Message: text,
        MessageAttributes: {
          'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
        },
      });
      try {
        const { MessageId: messageId } = await sockets.use(() => client.send(command));
        if (messageId !== undefined) return { kind: 'accepted', messageId };
        return { kind: 'unknown', code: 'NoMessageId', message: 'SNS answered without a message id' };
      } catch (error) {
        return sendFailure(error);
      }
    },
  };
}
