import type { HeldLevel, ProviderRefusal } from './send-failure.ts';

/** Whose mail was refused, to whom it was to go, and the stage's default address. */
type Parties = { from: string; to: string; defaultFrom: string };

/**
 * `MessageRejected` says of an address or domain that is not verified what it says of a virus; its text tells them
 * apart. The text names each identity as it stands in the mail (`Ana <ana@acme.example>`), perhaps twice, and ends in an
 * ellipsis when they are too many.
 */
const unverified = /\bfailed the check in region [\w-]+: (.*)$/s;

/** What SES answers, under several names, while sending is stopped for the account. */
const stopped = /^Sending (?:paused|suspended)\b/i;

/**
 * Whom a refusal of SES concerns where it is not the message's fault; undefined: it is, as far as its name and text say.
 * A recipient that is not verified means that the account is in the sandbox, where nobody's mail goes out; a sender
 * that is not concerns that sender, and everybody if it is the address of those who have none of their own.
 */
export function levelOfSesRefusal(
  { name, message }: ProviderRefusal,
  { from, to, defaultFrom }: Parties,
): HeldLevel | undefined {
  const ofSender = isSame(from, defaultFrom) ? 'stage' : 'sender';
  if (name === 'MailFromDomainNotVerifiedException') return ofSender;
  if (name !== 'MessageRejected') return undefined;
  if (stopped.test(message)) return 'stage';
  const [, failed] = unverified.exec(message) ?? [];
  if (failed === undefined) return undefined;
  const identities = identitiesIn(failed);
  if (identities.some((identity) => isSame(identity, to))) return 'stage';
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const isSender = identities.some((identity) => isSame(identity, from) || isSame(identity, domain));
  return isSender ? ofSender : 'stage';
}

/** `Ana <ana@acme.example>, ana@acme.example…`, without the names and the ellipsis. */
function identitiesIn(text: string): string[] {
  return text
    .split(',')
    .map((part) => {
      const address = part.slice(part.lastIndexOf('<') + 1).trim();
      return address.split(/[>…\s]|\.\.|\.$/, 1)[0] ?? '';
    })
    .filter((part) => part !== '');
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
