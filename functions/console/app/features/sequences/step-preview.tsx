import { msg, useT, type Message } from '../../i18n/i18n.ts';
import { MailView } from '../../ui/mail-view.tsx';
import { Badge, Notice, type Tone } from '../../ui/notice.tsx';
import { Facts } from '../../ui/page.tsx';
import { SmsLength } from '../templates/sms-length.tsx';
import type { StepPreview } from './types.ts';

type Outcome = StepPreview['outcome'];
const outcomes: Record<Outcome, { label: Message; tone: Tone }> = {
  send: { label: msg('Would be sent'), tone: 'good' },
  task: { label: msg('Would be a task'), tone: 'accent' },
  skip: { label: msg('Would be skipped'), tone: 'warn' },
  hold: { label: msg('Would wait: something is missing'), tone: 'bad' },
};

/** What would become of a step for the chosen lead, in a word. */
export function PreviewBadge({ preview }: { preview: StepPreview | undefined }) {
  const t = useT();
  if (preview === undefined) return null;
  const { label, tone } = outcomes[preview.outcome];
  return <Badge tone={tone}>{t(label)}</Badge>;
}

/** A step as the chosen lead would get it, what is missing, and what stands in for it. */
export function StepPreviewView({ preview }: { preview: StepPreview }) {
  const t = useT();
  const { from, to, subject, html, text, missing, fallbacks, because, problem, sms } = preview;
  const why = problem ?? because;
  return (
    <section aria-label={t('As the lead gets it')} className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-sm font-medium">{t('As the lead gets it')}</h3>
        <PreviewBadge preview={preview} />
      </div>
      {why !== undefined && <Notice tone="warn">{why}</Notice>}
      {missing.length > 0 && (
        <Notice tone="warn">{t('Missing for this lead: {names}', { names: missing.join(', ') })}</Notice>
      )}
      {fallbacks.length > 0 && (
        <p className="text-soft text-sm">
          {t('The lead lacks these, so your own words stand in: {pairs}', {
            pairs: fallbacks.map(({ variable, value }) => `${variable} → “${value}”`).join(', '),
          })}
        </p>
      )}
      <Facts
        of={[
          from !== undefined && [t('From'), `${from.name} <${from.address}>`],
          to !== undefined && [t('To'), to],
          subject !== undefined && [t('Subject'), <strong key="subject">{subject}</strong>],
        ]}
      />
      {html !== undefined ? (
        <MailView html={html} title={t('The mail')} />
      ) : (
        text !== undefined && (
          <p className="border-line bg-raised rounded-md border px-3 py-2 whitespace-pre-wrap [overflow-wrap:anywhere]">
            {text}
          </p>
        )
      )}
      {sms !== undefined && <SmsLength sms={sms} />}
    </section>
  );
}
