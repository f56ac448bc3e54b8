import type { StepId } from '../../domain/kernel/ids.ts';
import { quietStart } from '../../domain/scheduling/quiet-hours.ts';
import { epochMs, fromEpochMs } from '../../domain/time/instants.ts';
import { stepKinds } from '../../domain/channels/step-types.ts';
import type { DueDecision } from '../../domain/core/decide-due.ts';
import { replyAddress, threadReference } from '../../domain/inbound/message-mark.ts';
import { messageTags, TO_USERS_TAG, type TaggedMessage } from '../../domain/provider-events/message-tags.ts';
import { unsubscribeHeaders } from '../../domain/tracking/link-token.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import { fittingSubject, replySubject, sentSubject } from '../../domain/core/sent-subject.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { type Step } from '../../domain/sequences/step.ts';
import { escapeHtml } from '../../domain/templates/escape-html.ts';
import { canonicalContent } from '../../domain/templates/canonical-content.ts';
import { render, type Rendered } from '../../domain/templates/render.ts';
import { templateVariables, type TemplateVariables } from '../../domain/templates/template-variables.ts';
import { linkAddresses } from '../../domain/templates/track-links.ts';
import { beforeEnd, withUnsubscribeFooter, type Body } from '../../domain/templates/unsubscribe-footer.ts';
import { namesSurvey, surveyInHtml, surveyInText } from '../../domain/templates/survey-marks.ts';
import type { Message, OutgoingMail } from '../../domain/core/message.ts';
import type { StepAtHand } from './step-at-hand.ts';
import { loadRecordText } from '../records/load-record-texts.ts';
import { fromAddress } from './from-address.ts';
import { messageLinks } from './message-links.ts';
import { sharingTemplates } from './share-templates.ts';
import { surveyAtHand } from './survey-at-hand.ts';
import type { ComposePorts, StepPorts } from './step-ports.ts';

type Send = Extract<DueDecision, { kind: 'send' }>;

/**
 * Composes what a due step sends: its template with the lead's values (D8), in the thread of an earlier mail (D6),
 * with the way to unsubscribe (D7, RFC 8058) and marks that bring replies and events home (D5, F3).
 * `missing`: nothing fills these variables, or the template cannot be sent; nothing goes out with a hole in it.
 *
 * @param written what a person wrote, in place of the template.
 */
export async function composeMessage(
  outside: ComposePorts,
  due: StepAtHand,
  send: Send,
  now: Instant,
  written?: Pick<Rendered, 'subject' | 'html' | 'text'>,
): Promise<Message | { kind: 'missing'; variables: string[] }> {
  const { enrollment, step, sender } = due;
  const { organisation } = enrollment;
  const ports = sharingTemplates(outside);
  const [variables, survey] = await Promise.all([
    variablesOf(ports, due),
    surveyAtHand(ports, due),
    ...templatesOf(due, written !== undefined).map((id) => ports.store.templates.get(organisation, id)),
  ]);
  const rendered = written ?? (await renderStep(ports, organisation, step, variables));
  if ('variables' in rendered) return { kind: 'missing', variables: rendered.variables };
  // Its template lost the link since it was chosen: nobody is asked to answer nothing.
  if (survey !== undefined && !namesSurvey(rendered)) return { kind: 'missing', variables: ['survey.link'] };

  const marked: TaggedMessage = {
    organisation,
    enrollment: enrollment.id,
    step: step.id,
    attempt: enrollment.attempts + 1,
  };
  const tags = Object.fromEntries(messageTags(marked).map(({ name, value }) => [name, value]));
  if (send.channel === 'sms') {
    const bearing = messageLinks(ports, due, now);
    const filled = survey ? surveyInText(rendered.text, bearing.survey(survey.ratings)) : rendered.text;
    const { text, links } = bearing.inText(filled);
    const notAfter = quietFrom(due, now);
    const sms = { to: send.recipient, text, tags, ...(notAfter !== undefined && { notAfter }) };
    return {
      kind: 'sms',
      sms,
      links,
      words: { text: rendered.text },
      sender: sender.user.id,
      recipient: sms.to,
      contentHash: ports.ids.hash(canonicalContent(rendered)),
    };
  }
  if (send.channel === 'user-mail') {
    return mailToUsers(ports, due, send, { rendered, tags: { ...tags, [TO_USERS_TAG]: 'yes' } });
  }
  const thread = await threadOf(ports, due, variables);
  const wanted = rendered.subject ?? thread?.subject;
  if (wanted === undefined) return { kind: 'missing', variables: ['subject'] };
  const subject = fittingSubject(wanted);
  const links = messageLinks(ports, due, now);
  const url = links.unsubscribe();
  const body = { html: rendered.html ?? htmlOfText(rendered.text), text: rendered.text };
  const footer = due.version.unsubscribeLink;
  const withFooter = ({ html, text }: Body, address: string): Body =>
    footer === undefined
      ? { html, text }
      : withUnsubscribeFooter({ html, text }, { language: footer.language, url: address });
  const asked = survey && links.survey(survey.ratings);
  const tracked = links.inHtml(body.html);
  const content = withFooter(
    asked === undefined
      ? { html: tracked, text: body.text }
      : {
          html: surveyInHtml(tracked, asked, rendered.html === undefined),
          text: surveyInText(body.text, asked),
        },
    url,
  );
  const from = { name: sender.user.name, address: fromAddress(sender, ports.addresses) };
  const reference = threadReference(marked, ports.addresses.replyDomain, ports.links);
  const mail: OutgoingMail = {
    from,
    replyTo: replyAddress(marked, ports.addresses.replyDomain, ports.links) ?? from.address,
    to: send.recipient,
    subject,
    html: beforeEnd(content.html, links.pixel()),
    text: content.text,
    headers: {
      ...(thread !== undefined && { 'In-Reply-To': thread.answered }),
      References: [...(thread?.messageIds ?? []), reference].join(' '),
      ...Object.fromEntries(unsubscribeHeaders(url).map(({ name, value }) => [name, value])),
    },
    tags,
  };
  // What its author wrote: tokens differ with every sending, and the addresses in them would not be seen.
  const words = withFooter(body, 'unsubscribe');
  const contentHash = ports.ids.hash(canonicalContent({ subject, ...words }));
  return { kind: 'mail', mail, subject, sender: sender.user.id, recipient: mail.to, contentHash, words };
}

/** A mail to users (E1): it is no lead's, so that nothing in it is tracked, and nobody unsubscribes from it. */
function mailToUsers(
  ports: ComposePorts,
  { sender }: StepAtHand,
  { recipient, alsoTo }: Send,
  { rendered, tags }: { rendered: Pick<Rendered, 'subject' | 'html' | 'text'>; tags: OutgoingMail['tags'] },
): Message | { kind: 'missing'; variables: string[] } {
  if (rendered.subject === undefined) return { kind: 'missing', variables: ['subject'] };
  const from = { name: sender.user.name, address: fromAddress(sender, ports.addresses) };
  const body = { html: rendered.html ?? htmlOfText(rendered.text), text: rendered.text };
  const subject = fittingSubject(rendered.subject);
  const contentHash = ports.ids.hash(canonicalContent({ subject, ...body }));
  const mail: OutgoingMail = {
    from,
    replyTo: sender.user.email,
    to: recipient,
    alsoTo,
    subject,
    ...body,
    headers: {},
    tags,
  };
  return { kind: 'user-mail', mail, subject, sender: sender.user.id, recipient, contentHash };
}

/** When the recipient's quiet hours begin next (E4); undefined: never. */
function quietFrom({ lead, sender }: Pick<StepAtHand, 'lead' | 'sender'>, now: Instant): Instant | undefined {
  const start = quietStart(epochMs(now), {
    zone: lead.zone ?? sender.user.zone,
    hours: sender.settings.smsQuietHours,
  });
  return Number.isFinite(start) ? fromEpochMs(start) : undefined;
}

/** The templates that a step's message is made of, so that they are read side by side: its own, and that of the mail it answers where that mail's subject is not known. */
function templatesOf({ enrollment, version, step }: StepAtHand, isWritten: boolean): string[] {
  const answered = answeredMail(enrollment, step)?.step;
  const isKnown = answered !== undefined && sentSubject(enrollment, answered) !== undefined;
  const parent = isKnown ? undefined : version.steps.find(({ id }) => id === answered);
  return [isWritten ? undefined : step.templateId, parent?.templateId].filter((id) => id !== undefined);
}

/** The values that a step's template reaches. */
export async function variablesOf(
  ports: Pick<StepPorts, 'store'>,
  due: Pick<StepAtHand, 'enrollment' | 'sequence' | 'lead' | 'sender'>,
): Promise<TemplateVariables> {
  const { enrollment, lead, sender } = due;
  const { organisation, recordId } = enrollment;
  const [account, record, survey] = await Promise.all([
    lead.accountId === undefined ? undefined : ports.store.accounts.get(organisation, lead.accountId),
    loadRecordText(ports.store, organisation, recordId),
    surveyAtHand(ports, due),
  ]);
  return templateVariables({
    lead,
    account,
    sender: sender.user,
    organisation: sender.settings.profile.value,
    record,
    survey: survey?.variables,
  });
}

async function renderStep(
  ports: ComposePorts,
  organisation: string,
  step: Step,
  variables: TemplateVariables,
): Promise<Rendered | { variables: string[] }> {
  const template =
    step.templateId === undefined
      ? undefined
      : await ports.store.templates.get(organisation, step.templateId);
  if (template === undefined) return { variables: [`template ${step.templateId ?? ''}`] };
  const outcome = render(template, variables, { mode: 'send' });
  switch (outcome.kind) {
    case 'rendered':
      return outcome;
    case 'missing':
      return { variables: outcome.variables };
    case 'broken':
      return { variables: [outcome.problem] };
  }
}

/**
 * The thread that this mail continues (D6): the Message-IDs of its mails, the first of them first, and its subject as
 * a reply bears it, which replies without a subject of their own have from the mail that they answer: as that went out,
 * or where that is not known, as its template makes it today.
 */
export async function threadOf(
  ports: ComposePorts,
  { enrollment, version, step }: Pick<StepAtHand, 'enrollment' | 'version' | 'step'>,
  variables: TemplateVariables,
): Promise<{ answered: string; messageIds: string[]; subject: string | undefined } | undefined> {
  const messageIds: string[] = [];
  let subject: string | undefined;
  let reply: Step | undefined = step;
  while (reply !== undefined) {
    const mail = answeredMail(enrollment, reply);
    if (mail === undefined || messageIds.includes(mail.messageId)) break;
    messageIds.unshift(mail.messageId);
    reply = version.steps.find(({ id }) => id === mail.step);
    subject ??=
      sentSubject(enrollment, mail.step) ?? (await subjectToday(ports, enrollment, reply, variables));
  }
  const headers = referred(messageIds).map((id) => `<${id}@${ports.addresses.messageIdDomain}>`);
  const answered = headers.at(-1);
  if (answered === undefined) return undefined;
  return {
    answered,
    messageIds: headers,
    subject: subject === undefined ? undefined : replySubject(subject),
  };
}

/** The subject that the template of a step makes as it is now; undefined: none. */
async function subjectToday(
  ports: ComposePorts,
  { organisation }: Enrollment,
  step: Step | undefined,
  variables: TemplateVariables,
): Promise<string | undefined> {
  if (step === undefined) return undefined;
  const rendered = await renderStep(ports, organisation, step, variables);
  return 'subject' in rendered ? rendered.subject : undefined;
}

/** The first mail of a thread and the latest four: a header holds some 870 characters at SES. */
function referred(messageIds: readonly string[]): readonly string[] {
  return messageIds.length <= 5 ? messageIds : [...messageIds.slice(0, 1), ...messageIds.slice(-4)];
}

/** The earlier mail that a step answers, as it went out: the one it names, or the latest before it where that did not. */
export function answeredMail(
  { done, messages }: Pick<Enrollment, 'done' | 'messages'>,
  step: Step,
): { step: StepId; messageId: string } | undefined {
  if (!stepKinds[step.type].reply) return undefined;
  const rank = done.indexOf(step.id);
  const before = rank === -1 ? done : done.slice(0, rank);
  const wentOut = (id: string) => (messages[id] ?? '') !== '';
  const parent = [step.inThreadOf ?? '', ...before.toReversed()].find(wentOut);
  return parent === undefined ? undefined : { step: parent, messageId: messages[parent] ?? '' };
}

/** A text as HTML, for mails written as text alone. */
export function htmlOfText(text: string): string {
  return `<p>${linkAddresses(escapeHtml(text)).replaceAll('\n\n', '</p><p>').replaceAll('\n', '<br>')}</p>`;
}
