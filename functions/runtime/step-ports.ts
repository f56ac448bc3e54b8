import { dynamoEngineStore } from '#shared/adapters/aws/dynamo-engine-store.ts';
import { addresses } from './environment.ts';
import { linkMaker } from './link-maker.ts';
import { logger } from './logger.ts';
import { mailer } from './mailer.ts';
import { memoized } from './memoized.ts';
import { rememberedVersions } from './remembered-versions.ts';
import { dynamo } from './dynamo.ts';
import { smsSender } from './sms-sender.ts';
import { wakePorts } from './wake-ports.ts';

export { clock } from './clock.ts';

const senders = memoized(() => ({
  mailer: mailer(),
  sms: smsSender(),
  addresses: addresses(),
  notKept: (id: string, error: unknown) => {
    logger.error('the words of a sent message are not kept', { message: id, error });
  },
}));

/** What running steps touches of what is stored. */
const store = memoized(() => {
  const stored = dynamoEngineStore(dynamo());
  return { ...stored, versions: rememberedVersions(stored.versions) };
});

/** What running a step reaches outside through. */
export async function stepPorts() {
  return { store: store(), ...wakePorts(), ...senders(), links: await linkMaker() };
}
