import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Answer } from '../../api/operations.ts';
import { useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { leadPath, sequencePath } from '../../shell/paths.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Facts } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { leadName } from '../leads/lead-name.ts';
import { useUsers } from '../users/use-users.ts';
import { AnswerButton } from './answer-button.tsx';
import { ReplyFiles } from './reply-files.tsx';
import { forwardedText, outcomeText, outcomeTones, writerOf } from './reply-words.ts';

type ReplyWithText = Answer<'GET /v1/replies/{id}'>;

/** One reply: what it says, what was done about it, and its files. */
export function ReplyPanel({
  id,
  wantsFocus,
  onBack,
}: {
  id: string;
  wantsFocus: RefObject<boolean>;
  onBack: () => void;
}) {
  const t = useT();
  const reply = useRead('GET /v1/replies/{id}', { params: { id } });
  return (
    <div className="grid min-w-0 gap-3">
      <Button small className="justify-self-start lg:hidden" onClick={onBack}>
        {t('All replies')}
      </Button>
      <Read of={reply}>{(read) => <ReplyRead reply={read} wantsFocus={wantsFocus} />}</Read>
    </div>
  );
}

function ReplyRead({ reply, wantsFocus }: { reply: ReplyWithText; wantsFocus: RefObject<boolean> }) {
  const t = useT();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    heading.current?.focus();
  }, [wantsFocus]);
  return (
    <article aria-labelledby="reply" className="border-line bg-paper min-w-0 rounded-lg border">
      <header className="border-line grid gap-3 border-b p-4">
        <div>
          <h2
            id="reply"
            ref={heading}
            tabIndex={-1}
            className="text-base outline-none [overflow-wrap:anywhere]"
          >
            {reply.subject}
          </h2>
          <p className="text-soft [overflow-wrap:anywhere]">
            {writerOf(reply, t)}
            {reply.fromName !== undefined && reply.from !== undefined && ` · ${reply.from}`}
            {` · ${when(reply.at)}`}
          </p>
        </div>
        <About reply={reply} />
      </header>
      <div className="grid gap-4 p-4">
        <Notice tone={outcomeTones[reply.outcome.kind]}>
          <p>{outcomeText(reply, t)}</p>
          <p>{forwardedText(reply, t)}</p>
        </Notice>
        <Words reply={reply} />
        {reply.kind === 'reply' && reply.leadId !== undefined && <AnswerButton id={reply.id} />}
        {reply.files.length > 0 && <ReplyFiles id={reply.id} files={reply.files} />}
      </div>
    </article>
  );
}

function About({ reply }: { reply: ReplyWithText }) {
  const t = useT();
  const { nameOf } = useUsers();
  const lead = useRead(
    'GET /v1/leads/{id}',
    { params: { id: reply.leadId ?? '' } },
    { enabled: reply.leadId !== undefined },
  );
  const sequence = useRead(
    'GET /v1/sequences/{id}',
    { params: { id: reply.sequenceId ?? '' } },
    { enabled: reply.sequenceId !== undefined },
  );
  const step = sequence.data?.draft.steps.find(({ id }) => id === reply.step)?.name;
  return (
    <Facts
      of={[
        reply.leadId !== undefined && [
          t('Lead'),
          <Link key="lead" to={leadPath(reply.leadId)}>
            {lead.data === undefined ? reply.leadId : leadName(lead.data)}
          </Link>,
        ],
        reply.sequenceId !== undefined && [
          t('Sequence'),
          <Link key="sequence" to={sequencePath(reply.sequenceId)}>
            {sequence.data?.name ?? reply.sequenceId}
          </Link>,
        ],
        step !== undefined && [t('Step'), step],
        reply.userId !== undefined && [t('To the mail of'), nameOf(reply.userId)],
        reply.ownerId !== undefined &&
          reply.ownerId !== reply.userId && [t('Owner of the lead'), nameOf(reply.ownerId)],
      ]}
    />
  );
}

function Words({ reply: { text, textCut, whole } }: { reply: ReplyWithText }) {
  const t = useT();
  const [isWhole, setWhole] = useState(false);
  return (
    <div className="grid gap-2">
      <p className="max-w-prose whitespace-pre-wrap [overflow-wrap:anywhere]">
        {isWhole && whole !== undefined ? whole : text}
      </p>
      {textCut && <p className="text-soft text-sm">{t('It was longer; this is how it begins.')}</p>}
      {whole !== undefined && (
        <Button small className="justify-self-start" onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('Without what it quotes') : t('The whole mail, with what it quotes')}
        </Button>
      )}
    </div>
  );
}
