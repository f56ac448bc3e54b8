import type { SentMail } from '../aws/mailbox.ts';

const decoded = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&#38;', '&');

/** The web addresses that a mail links to, the one to unsubscribe left out. */
export function linksIn(mail: SentMail): string[] {
  const inHtml = [...(mail.html ?? '').matchAll(/<a\s[^>]*href="(https?:[^"]+)"/gi)].map((match) =>
    decoded(match[1] ?? ''),
  );
  const inText = linksInText(mail.text ?? '');
  const unsubscribe = unsubscribeLinkOf(mail);
  return [...new Set([...inHtml, ...inText])].filter((link) => link !== unsubscribe);
}

/** The web addresses in a text. */
export function linksInText(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[^\s<>"]+/g)].map((match) => match[0]);
}

/** The web addresses of the pictures in a mail. */
export function picturesIn(mail: SentMail): string[] {
  return [...(mail.html ?? '').matchAll(/<img\s[^>]*src="(https?:[^"]+)"/gi)].map((match) =>
    decoded(match[1] ?? ''),
  );
}

/** The web address in the mail's List-Unsubscribe header (RFC 8058). */
export function unsubscribeLinkOf(mail: SentMail): string | undefined {
  const header = mail.headers.find((each) => each.name.toLowerCase() === 'list-unsubscribe')?.value;
  return /<(https?:[^>]+)>/.exec(header ?? '')?.[1];
}
