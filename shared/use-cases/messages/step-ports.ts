import type { LinkMaker } from '../../ports/link-signer.ts';
import type { Mailer, SmsSender } from '../../ports/sender.ts';
import type { EnginePorts } from '../core/engine-ports.ts';

/** Addresses of this stage. */
export type Addresses = {
  /** Default sending address; its domain is verified. Users of the same domain send from their own. */
  from: string;
  /** Domain that receives replies. */
  replyDomain: string;
  /** Base URL of the public pages, without a slash at the end. */
  publicUrl: string;
  /** Right-hand side of the Message-ID that the provider writes, such as `eu-west-1.amazonses.com`. */
  messageIdDomain: string;
};

/** What composing a message reaches outside through. */
export type ComposePorts = Pick<EnginePorts, 'store' | 'ids'> & { links: LinkMaker; addresses: Addresses };

/** What composing and sending messages reaches outside through. */
export type SendingPorts = ComposePorts & {
  mailer: Mailer;
  sms: SmsSender;
  /** Told of a message whose words could not be kept: it went out all the same, and nothing waits for them. */
  notKept?: ((id: string, error: unknown) => void) | undefined;
};

/** What running a step reaches outside through. */
export type StepPorts = EnginePorts & SendingPorts;
