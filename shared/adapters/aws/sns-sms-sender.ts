import type { OutgoingSms, SendResult } from '../../domain/core/message.ts';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { SmsSender } from '../../ports/sender.ts';
import { clientSettings } from './client-settings.ts';
import { freshSockets } from './fresh-sockets.ts';
import { realPause, retryThrottled, type Pause } from './retry-throttled.ts';
import { sendFailure, type HeldLevel, type ProviderRefusal } from './send-failure.ts';

/**
 * Sends texts through SNS. A text whose fate is not known is not tried again (F3): SNS keeps no tags, so what became of
 * it cannot be asked.
 */
export function snsSmsSender({
  timeoutMs = 10_000,
  pause = realPause,
}: { timeoutMs?: number | undefined; pause?: Pause } = {}): SmsSender {
  const sockets = freshSockets();
  const { httpAgent, httpsAgent } = sockets;
  const client = new SNSClient(clientSettings({ attempts: 1, timeoutMs, agents: { httpAgent, httpsAgent } }));
  async function sendWithoutRetry({ to, text }: OutgoingSms): Promise<SendResult> {
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
      return sendFailure(error, levelOfSnsRefusal);
    }
  }
  return { send: (sms) => retryThrottled(() => sendWithoutRetry(sms), pause) };
}

/** In the sandbox texts go to verified numbers alone: a number that is not says that nobody's texts go out. */
const sandbox = /\bsandbox\b|\bnot verified\b/i;

function levelOfSnsRefusal({ message }: ProviderRefusal): HeldLevel | undefined {
  return sandbox.test(message) ? 'stage' : undefined;
}
