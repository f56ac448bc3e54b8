import { useState } from 'react';
import type { ItemOf } from '../../api/operations.ts';
import { useList, useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { MailView } from '../../ui/mail-view.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty, Read, ReadList } from '../../ui/states.tsx';
import { useUsers } from '../users/use-users.ts';

type Message = ItemOf<'GET /v1/leads/{id}/messages'>;

/** The mails and texts that went out to the lead, the newest first, as they were sent (F9). */
export function MessagesTab({ leadId }: { leadId: string }) {
  const t = useT();
  const list = useList('GET /v1/leads/{id}/messages', { params: { id: leadId } });
  return (
    <ReadList
      of={list}
      empty={
        <Empty title={t('No message yet')}>
          <p>{t('Mails and texts that went out to the lead appear here, as they were sent.')}</p>
        </Empty>
      }
    >
      {(message) => <OneMessage key={message.id} message={message} />}
    </ReadList>
  );
}

function OneMessage({ message }: { message: Message }) {
  const t = useT();
  const { nameOf } = useUsers();
  const [isOpen, setOpen] = useState(false);
  const { id, at, channel, userId, by, to, subject, textKept } = message;
  const title = subject ?? (channel === 'mail' ? t('A mail') : t('A text'));
  return (
    <Card
      title={title}
      actions={
        <>
          {channel === 'sms' && <Badge>{t('SMS')}</Badge>}
          <span className="text-soft text-sm">{when(at)}</span>
        </>
      }
    >
      <div className="grid gap-2">
        <p className="text-soft text-sm [overflow-wrap:anywhere]">
          {t('to {address}, in the name of {name}', { address: to, name: nameOf(userId) })}
          {by !== undefined && by !== userId && <> · {t('sent by {name}', { name: nameOf(by) })}</>}
        </p>
        {isOpen && <Words id={id} title={title} />}
        {textKept ? (
          <Button
            small
            className="justify-self-start"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? t('Show less') : t('Read it as it was sent')}
          </Button>
        ) : (
          <p className="text-soft text-sm">{t('Its words are no longer kept.')}</p>
        )}
      </div>
    </Card>
  );
}

function Words({ id, title }: { id: string; title: string }) {
  const message = useRead('GET /v1/messages/{id}', { params: { id } });
  return (
    <Read of={message}>
      {({ html, text }) =>
        html === undefined ? (
          <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
        ) : (
          <MailView html={html} title={title} />
        )
      }
    </Read>
  );
}
