import { messageChannelOf } from '../channels/step-types.ts';
import type { Content, StepFacts } from '../core/facts.ts';
import type { SendResult } from '../core/message.ts';
import type { Sender } from '../core/planning.ts';
import type { Step } from '../sequences/step.ts';
import type { ForecastInput, MissingIn } from './forecast-input.ts';

/** What the provider answers in a forecast. */
export const accepted: SendResult = { kind: 'accepted', messageId: '' };

/** What steps of an enrollment would send, as far as a forecast must know it: in whose name, and whether anything is missing. */
export function imaginedContent(of: MissingIn, missing: ForecastInput['missing']): StepFacts['content'] {
  if (missing === undefined) return contentOf;
  return (step, sender) => {
    const variables = missing(step, of, sender);
    return variables.length > 0 ? { kind: 'missing', variables: [...variables] } : contentOf(step, sender);
  };
}

type Contents = { mail: Content; sms: Content };

/** By sender: nobody looks at more of a message than in whose name it goes out. */
const contents = new WeakMap<Sender, Contents>();

function contentOf(step: Step, sender: Sender): Content {
  let known = contents.get(sender);
  if (known === undefined) contents.set(sender, (known = contentsOf(sender)));
  return messageChannelOf(step.type) === 'sms' ? known.sms : known.mail;
}

const noMail = { from: { name: '', address: '' }, replyTo: '', to: '', subject: '', html: '', text: '' };

function contentsOf({ user }: Sender): Contents {
  const of = { sender: user.id, recipient: '', contentHash: '' };
  const mail = { ...noMail, headers: {}, tags: {} };
  return {
    mail: { kind: 'ready', message: { ...of, kind: 'mail', mail } },
    sms: { kind: 'ready', message: { ...of, kind: 'sms', sms: { to: '', text: '', tags: {} }, links: [] } },
  };
}
