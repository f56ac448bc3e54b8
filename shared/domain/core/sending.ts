import type { Effect } from './effects.ts';

/** The effects of a call that is claimed: the links of a text are kept before it, then the provider is called once. */
export function sending(call: Extract<Effect, { kind: 'send' }>): Effect[] {
  const { message } = call;
  return message.kind === 'sms' ? [{ kind: 'keep-links', links: message.links }, call] : [call];
}
