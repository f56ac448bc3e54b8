import { useState } from 'react';
import type { ItemOf } from '../../api/operations.ts';
import { useList, useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { msg, useT, type Message } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty, Read, ReadList } from '../../ui/states.tsx';

type Reply = ItemOf<'GET /v1/replies'>;

const outcomes: Record<Reply['outcome']['kind'], Message> = {
  stopped: msg('The sequence stopped'),
  'goes-on': msg('The sequence goes on'),
  'was-over': msg('The sequence had ended before'),
  held: msg('The sequence waits'),
  nothing: msg('Nothing changed'),
  unmatched: msg('It answers no message that is known'),
};

/** What the lead answered, the newest first, and what followed from it (D5). */
export function RepliesTab({ leadId }: { leadId: string }) {
  const t = useT();
  const list = useList('GET /v1/replies', { query: { lead: leadId } });
  return (
    <ReadList
      of={list}
      empty={
        <Empty title={t('No reply yet')}>
          <p>{t('What the lead answers to your mails is kept here.')}</p>
        </Empty>
      }
    >
      {(reply) => <OneReply key={reply.id} reply={reply} />}
    </ReadList>
  );
}

function OneReply({ reply }: { reply: Reply }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const { kind, at, from, fromName, subject, excerpt, outcome } = reply;
  return (
    <Card
      title={subject}
      actions={
        <>
          {kind === 'auto-reply' && <Badge>{t('automatic answer')}</Badge>}
          <span className="text-soft text-sm">{when(at)}</span>
        </>
      }
    >
      <div className="grid gap-2">
        <p className="text-soft text-sm">
          {[fromName, from].filter(Boolean).join(' · ')} · {t(outcomes[outcome.kind])}
        </p>
        {isOpen ? <WholeReply id={reply.id} /> : <p>{excerpt}</p>}
        <Button small className="justify-self-start" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          {isOpen ? t('Show less') : t('Read the whole answer')}
        </Button>
      </div>
    </Card>
  );
}

function WholeReply({ id }: { id: string }) {
  const reply = useRead('GET /v1/replies/{id}', { params: { id } });
  return (
    <Read of={reply}>
      {({ text }) => <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>}
    </Read>
  );
}
