import { dynamoEngineStore } from '#shared/adapters/aws/dynamo-engine-store.ts';
import { dynamoTokenBucket } from '#shared/adapters/aws/dynamo-token-bucket.ts';
import { sesMailer } from '#shared/adapters/aws/ses-mailer.ts';
import { sesSendRate } from '#shared/adapters/aws/ses-send-rate.ts';
import { snsSmsSender } from '#shared/adapters/aws/sns-sms-sender.ts';
import { rateLimitedMailer } from '#shared/adapters/rate-limited-mailer.ts';
import { readVariable } from '#shared/config/read-environment.ts';
import { addresses } from './environment.ts';
import { links } from './links.ts';
import { memoized } from './memoized.ts';
import { rememberedVersions } from './remembered-versions.ts';
import { dynamo } from './dynamo.ts';
import { wakePorts } from './wake-ports.ts';

export { clock } from './clock.ts';

const senders = memoized(() => ({
  mailer: rateLimitedMailer(
    sesMailer({ configurationSet: readVariable('configurationSet'), from: readVariable('from') }),
    { sendRate: sesSendRate(), bucket: dynamoTokenBucket(dynamo()) },
  ),
  sms: snsSmsSender(),
  addresses: addresses(),
}));

/** What running steps touches of what is stored. */
const store = memoized(() => {
  const stored = dynamoEngineStore(dynamo());
  return { ...stored, versions: rememberedVersions(stored.versions) };
});

/** What running a step reaches outside through. */
export async function stepPorts() {
  return { store: store(), ...wakePorts(), ...senders(), links: await links() };
}
