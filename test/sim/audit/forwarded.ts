import { alertOf } from './alerts.ts';
import type { Rule } from './audited.ts';

/** D5: an answer is forwarded once at most, to a user. */
export const forwarded: Rule = ({ stage }) => {
  const { forwarded: mails } = stage.world.provider;
  const users = new Set(stage.users.map(({ id }) => `${id}@acme.example`));
  const seen = new Set<string>();
  return mails.flatMap((mail) => {
    if (alertOf(mail) !== undefined) return [];
    const { tags, to, at, messageId } = mail;
    const id = tags['forwarded'] ?? '';
    const isAgain = seen.has(id);
    seen.add(id);
    return [
      ...(isAgain ? [`the reply ${id} to be forwarded once, not by ${messageId} too`] : []),
      ...(users.has(to) ? [] : [`${messageId} to go to a user, not to ${to}`]),
    ].map((expected) => ({ rule: 'D5 forwarded', at, expected }));
  });
};
