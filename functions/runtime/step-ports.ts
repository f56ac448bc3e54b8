import { sesMailer } from '#shared/adapters/aws/ses-mailer.ts';
import { snsSmsSender } from '#shared/adapters/aws/sns-sms-sender.ts';
import { readVariable } from '#shared/config/read-environment.ts';
import { enginePorts } from './engine-ports.ts';
import { addresses } from './environment.ts';
import { links } from './links.ts';
import { once } from './once.ts';

export { clock } from './clock.ts';

const senders = once(() => ({
  mailer: sesMailer(readVariable('configurationSet')),
  sms: snsSmsSender(),
  addresses: addresses(),
}));

/** What running a step reaches outside through. */
export async function stepPorts() {
  return { ...enginePorts(), ...senders(), links: await links() };
}
