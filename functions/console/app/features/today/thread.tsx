import { Mail, MessageSquare, Reply } from 'lucide-react';
import { useState } from 'react';
import type { Answer } from '../../api/operations.ts';
import { ProblemError } from '../../api/problem.ts';
import { useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { MailView } from '../../ui/mail-view.tsx';
import { Read } from '../../ui/states.tsx';

type RecordItem = Answer<'GET /v1/enrollments/{id}/record'>['items'][number];

const shownTypes = new Set(['sent', 'replied', 'auto-replied']);

/** What went out before in the sequence, and what the lead answered. */
export function Thread({ enrollmentId }: { enrollmentId: string }) {
  const t = useT();
  const record = useRead('GET /v1/enrollments/{id}/record', { params: { id: enrollmentId } });
  const items = record.data?.items.filter(({ type }) => shownTypes.has(type)) ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="thread">
      <h3 id="thread" className="mb-1 text-sm font-medium">
        {t('So far in this sequence')}
      </h3>
      <ol className="border-line divide-line divide-y rounded-md border">
        {items.map((item, index) => (
          <ThreadItem key={index} item={item} enrollmentId={enrollmentId} />
        ))}
      </ol>
    </section>
  );
}

function ThreadItem({ item, enrollmentId }: { item: RecordItem; enrollmentId: string }) {
  const t = useT();
  const isOurs = item.type === 'sent';
  const { subject, channel, recipient } = item.event as Partial<
    Record<'subject' | 'channel' | 'recipient', string>
  >;
  const Icon = !isOurs ? Reply : channel === 'sms' ? MessageSquare : Mail;
  const [isOpen, setOpen] = useState(false);
  const title = isOurs
    ? (subject ?? (channel === 'sms' ? t('SMS to {number}', { number: recipient ?? '' }) : item.words))
    : (item.reply?.excerpt ?? item.words);
  return (
    <li className="px-3 py-2">
      <div className="flex flex-wrap items-start gap-x-2.5">
        <Icon
          size={15}
          className="text-soft mt-0.5 shrink-0"
          aria-label={isOurs ? t('Sent') : t('Answered')}
        />
        <span className="min-w-0 flex-1 basis-40 [overflow-wrap:anywhere]">{title}</span>
        <span className="text-soft shrink-0 pl-[1.6rem] text-sm sm:pl-0">{when(item.at)}</span>
      </div>
      {(isOurs || item.reply !== undefined) && (
        <details className="mt-1 pl-6" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary className="text-accent w-fit cursor-pointer text-sm">
            {isOurs ? t('Read what was sent') : t('Read the answer')}
          </summary>
          {isOpen && item.reply !== undefined && <AnswerText id={item.reply.id} />}
          {isOpen && isOurs && <SentText id={`${enrollmentId}.${item.step ?? ''}`} />}
        </details>
      )}
    </li>
  );
}

function AnswerText({ id }: { id: string }) {
  const reply = useRead('GET /v1/replies/{id}', { params: { id } });
  return (
    <div className="mt-1">
      <Read of={reply}>
        {({ text }) => <p className="max-w-prose whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>}
      </Read>
    </div>
  );
}

/** A message as it went out, as long as its words are kept. */
function SentText({ id }: { id: string }) {
  const t = useT();
  const message = useRead('GET /v1/messages/{id}', { params: { id } });
  if (message.error instanceof ProblemError && message.error.status === 404)
    return <p className="text-soft mt-1 text-sm">{t('Its words are no longer kept.')}</p>;
  return (
    <div className="mt-1">
      <Read of={message}>
        {({ html, text, subject }) =>
          html === undefined ? (
            <p className="max-w-prose whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
          ) : (
            <MailView html={html} title={subject ?? t('Message')} />
          )
        }
      </Read>
    </div>
  );
}
