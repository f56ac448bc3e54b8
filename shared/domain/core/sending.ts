import type { Call, Effect } from './effects.ts';

/** The effects of a call that is claimed: the links of a text are kept before it, then the provider is called once. */
export function sending(call: Call): Effect[] {
  const { message } = call;
  const links: Effect[] = message.kind === 'sms' ? [{ kind: 'keep-links', links: message.links }] : [];
  return [...links, { kind: 'send', ...call }];
}
