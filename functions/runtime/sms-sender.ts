import { endUserMessagingSender } from '#shared/adapters/aws/end-user-messaging-sender.ts';
import { snsSmsSender } from '#shared/adapters/aws/sns-sms-sender.ts';
import { readSmsConfigurationSet, readSmsIdentity } from '#shared/config/read-environment.ts';
import type { SmsSender } from '#shared/ports/sender.ts';

/** What texts go out by: AWS End User Messaging where the stage has a configuration set of it, else SNS. */
export function smsSender(): SmsSender {
  const configurationSet = readSmsConfigurationSet();
  return configurationSet === undefined
    ? snsSmsSender()
    : endUserMessagingSender({ configurationSet, identity: readSmsIdentity() });
}
