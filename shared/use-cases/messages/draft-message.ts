import type { Problem } from '../../domain/kernel/problem.ts';
import { stepKinds } from '../../domain/channels/step-types.ts';
import { cleanHtml } from '../../domain/templates/prepare-template.ts';
import { render } from '../../domain/templates/render.ts';
import { channels } from '../../domain/channels/channels.ts';
import { htmlOfText, threadOf, variablesOf } from './compose-message.ts';
import type { StepAtHand } from './step-at-hand.ts';
import type { StepPorts } from './step-ports.ts';

/** A mail or text as its template makes it for the lead, for a person to finish. */
export type Draft = {
  subject?: string | undefined;
  html?: string | undefined;
  text: string;
  /** Variables that nothing fills, each marked `[name]` in the texts. */
  missing: string[];
  /** The mails that it continues, as In-Reply-To names the last of them (D6). */
  inReplyTo?: string | undefined;
  /** Why the template cannot be rendered at all. */
  problem?: string | undefined;
};

/** What a person wrote in place of the draft; parts left out stay as drafted. */
export type Edits = { subject?: string | undefined; html?: string | undefined; text?: string | undefined };

/** What goes out. */
export type Content = { subject?: string | undefined; html?: string | undefined; text: string };

/** Drafts what a task is to send. */
export async function draftMessage(ports: StepPorts, due: StepAtHand): Promise<Draft> {
  const { enrollment, step } = due;
  const variables = await variablesOf(ports, due);
  const [template, thread] = await Promise.all([
    step.templateId === undefined
      ? undefined
      : ports.store.templates.get(enrollment.organisation, step.templateId),
    threadOf(ports, due, variables),
  ]);
  const inReplyTo = thread?.answered;
  if (template === undefined) {
    return { text: '', subject: thread?.subject, inReplyTo, missing: [], problem: 'Its template is gone.' };
  }
  const rendered = render(template, variables, { mode: 'preview' });
  if (rendered.kind !== 'rendered') {
    const problem = rendered.kind === 'broken' ? rendered.problem : rendered.variables.join(', ');
    return { text: '', subject: thread?.subject, inReplyTo, missing: [], problem };
  }
  const { subject = thread?.subject, html, text, missing } = rendered;
  return { subject, html, text, missing, inReplyTo };
}

/**
 * The draft as a person finished it. HTML is cleaned as that of templates is; who writes one of the two parts of a mail
 * writes both, the other is made from it. A hole that was left is a problem, never sent (D8).
 */
export function finished(
  draft: Draft,
  edits: Edits,
  step: StepAtHand['step'],
): { kind: 'content'; content: Content } | { kind: 'invalid'; problems: Problem[] } {
  const invalid = (path: string, message: string) => ({
    kind: 'invalid' as const,
    problems: [{ path: [path], message }],
  });
  const { text: plain, html: rich, subject = draft.subject } = edits;
  if (plain === undefined && rich === undefined && draft.problem !== undefined) {
    return invalid('text', `The template cannot be used (${draft.problem}): write the text yourself.`);
  }
  if (stepKinds[step.type].template === 'sms') {
    if (rich !== undefined || edits.subject !== undefined) return invalid('text', 'An SMS has only a text.');
    const text = (plain ?? draft.text).trim();
    if (text === '') return invalid('text', 'Write a text: an empty SMS is not sent.');
    if (text.length > channels.sms.maxCharacters)
      return invalid('text', `The SMS has ${text.length} characters, ${channels.sms.maxCharacters} at most.`);
    const hole = holeIn([text], draft.missing);
    return hole === undefined ? { kind: 'content', content: { text } } : invalid('text', hole);
  }
  if (subject === undefined || subject.trim() === '') return invalid('subject', 'Write a subject.');
  const body = bodyOf(draft, plain, rich);
  if ('problem' in body) return invalid('html', body.problem);
  const content = { subject: subject.trim(), ...body };
  if (content.text.trim() === '' && !content.html?.includes('<img'))
    return invalid(rich === undefined ? 'text' : 'html', 'Write something: an empty mail is not sent.');
  const hole = holeIn([content.subject, content.html ?? '', content.text], draft.missing);
  return hole === undefined ? { kind: 'content', content } : invalid('text', hole);
}

function bodyOf(
  draft: Draft,
  plain: string | undefined,
  rich: string | undefined,
): { html?: string | undefined; text: string } | { problem: string } {
  if (rich !== undefined) {
    const clean = cleanHtml(rich);
    return 'problem' in clean ? clean : { html: clean.html, text: plain ?? clean.text };
  }
  return plain === undefined
    ? { html: draft.html, text: draft.text }
    : { html: htmlOfText(plain), text: plain };
}

/** Undefined, or which mark of the draft still stands in a text. */
function holeIn(texts: readonly string[], missing: readonly string[]): string | undefined {
  const marks = texts.flatMap((text) => [...text.matchAll(/\[([^[\]]+)\]/g)]);
  const left = marks.flatMap(([, names = '']) => names.split(', ')).find((name) => missing.includes(name));
  return left === undefined ? undefined : `Nothing fills ${left}: write something in place of [${left}].`;
}
