import * as z from 'zod/mini';
import type { UserId } from '../kernel/ids.ts';
import type { OutgoingMail, OutgoingSms } from '../core/message.ts';
import { fittingSubject } from '../core/sent-subject.ts';
import type { LocalDate } from '../kernel/instant.ts';
import { text } from '../kernel/shapes.ts';
import { FORWARDED_TAG } from '../provider-events/message-tags.ts';
import type { Rendered } from '../templates/render.ts';

/** Tests that one user may send on a calendar day. */
export const MOST_TESTS = 50;

/** What stands before the subject of a mail, or the words of a text, that is a test. */
const mark = '[Test]';

/**
 * One test that a user sent: claimed before the provider is called, so that the request repeated sends no second one.
 * `unknown`: the provider's answer was lost.
 */
const templateTest = z.object({
  /** Made of the caller's key; a request without one has a key of its own. */
  id: text,
  /** Of what was asked. */
  fingerprint: text,
  state: z.enum(['claimed', 'sent', 'unknown']),
});
export type TemplateTest = z.output<typeof templateTest>;

/** The tests of a user on a day, as their marker keeps them. */
export const templateTests = z.array(templateTest);

/** The id of the marker that keeps the tests of a user on a day of the user's calendar. */
export function templateTestsMarker(userId: UserId, date: LocalDate): string {
  return `template-tests ${userId} ${date}`;
}

/** The id of the marker that somebody of an organisation has sent a test. */
export const TEMPLATE_TESTED = 'template-tested';

/**
 * The mail of a test: marked, to the user alone. Nothing in it is tracked, and nothing of it unsubscribes anybody; events
 * about it say nothing of any lead.
 */
export function testMail(
  { subject, html, text: plain }: Pick<Rendered, 'subject' | 'text'> & { html: string },
  of: { id: string; from: OutgoingMail['from']; to: string },
): OutgoingMail {
  const { id, from, to } = of;
  return {
    from,
    replyTo: to,
    to,
    subject: fittingSubject(subject === undefined ? mark : `${mark} ${subject}`),
    html,
    text: plain,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    tags: { [FORWARDED_TAG]: id },
  };
}

/** The text of a test: marked, to the user alone. */
export function testText(
  { text: words }: Pick<Rendered, 'text'>,
  of: { id: string; to: string },
): OutgoingSms {
  return { to: of.to, text: `${mark} ${words}`, tags: { [FORWARDED_TAG]: of.id } };
}
