import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { OutgoingSms, SendResult } from '../../domain/core/message.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { epochMs } from '../../domain/time/instants.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SmsSender } from '../../ports/sender.ts';
import { clientSettings } from './client-settings.ts';
import { levelOfEndUserMessagingRefusal } from './end-user-messaging-refusal.ts';
import { freshSockets } from './fresh-sockets.ts';
import { realPause, retryThrottled, type Pause } from './retry-throttled.ts';
import { sendFailure } from './send-failure.ts';
import { systemClock } from './system-clock.ts';

/** The seconds for which AWS may be told to try: those of its API. */
const SHORTEST_SECONDS = 5;
const LONGEST_SECONDS = 72 * 60 * 60;

/** Nearer to the quiet hours nothing is sent: what is too fast is sent again for three seconds, and AWS tries for five. */
const NEAREST_SECONDS = 10;

/**
 * Sends texts through AWS End User Messaging. What became of a text comes as an event of its configuration set, with the
 * tags that it was sent with, so that one whose answer was lost is settled by it (F3). A text that the carrier has not
 * taken by the quiet hours is given up (E4).
 *
 * @param stage `identity`: what it is sent from, a pool, a phone number or a sender id; undefined: AWS chooses.
 */
export function endUserMessagingSender(
  stage: { configurationSet: string; identity: string | undefined },
  {
    timeoutMs = 10_000,
    pause = realPause,
    clock = systemClock,
  }: { timeoutMs?: number | undefined; pause?: Pause; clock?: Clock } = {},
): SmsSender {
  const sockets = freshSockets();
  const { httpAgent, httpsAgent } = sockets;
  const client = new PinpointSMSVoiceV2Client(
    clientSettings({ attempts: 1, timeoutMs, agents: { httpAgent, httpsAgent } }),
  );
  async function sendWithoutRetry({ to, text, tags, notAfter }: OutgoingSms): Promise<SendResult> {
    const command = new SendTextMessageCommand({
      DestinationPhoneNumber: to,
      MessageBody: text,
      MessageType: 'TRANSACTIONAL',
      ConfigurationSetName: stage.configurationSet,
      OriginationIdentity: stage.identity,
      TimeToLive: Math.max(SHORTEST_SECONDS, Math.min(secondsLeft(notAfter), LONGEST_SECONDS)),
      Context: tags,
    });
    try {
      const { MessageId: messageId } = await sockets.use(() => client.send(command));
      if (messageId !== undefined) return { kind: 'accepted', messageId };
      return { kind: 'unknown', code: 'NoMessageId', message: 'AWS answered without a message id' };
    } catch (error) {
      return sendFailure(error, levelOfEndUserMessagingRefusal);
    }
  }
  /** Whole seconds until the quiet hours. */
  function secondsLeft(notAfter: Instant | undefined): number {
    return notAfter === undefined ? Infinity : Math.floor((epochMs(notAfter) - epochMs(clock.now())) / 1_000);
  }
  return {
    send: async (sms) =>
      secondsLeft(sms.notAfter) < NEAREST_SECONDS
        ? tooLate
        : retryThrottled(() => sendWithoutRetry(sms), pause),
  };
}

/** Not sent at all, and tried again when the quiet hours are over. */
const tooLate: SendResult = {
  kind: 'refused',
  retry: true,
  code: 'QuietHours',
  message: 'The quiet hours of the recipient begin within seconds',
};
