import type { ItemOf } from '../../api/operations.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/notice.tsx';

export type Lead = ItemOf<'GET /v1/leads'>;

/** What is to be known of a lead at a glance: contact, disqualified, and why nothing may be written to it. */
export function LeadBadges({ lead, withDates = false }: { lead: Lead; withDates?: boolean }) {
  const t = useT();
  const { unsubscribedAt, complainedAt, bouncedAt, byHandAt } = lead.suppression;
  const shown = (label: string, at: string | undefined): string =>
    withDates && at !== undefined ? `${label} · ${when(at, 'dayWithYear')}` : label;
  return (
    <span className="flex flex-wrap gap-1 empty:hidden">
      {lead.status === 'contact' && <Badge tone="good">{shown(t('Contact'), lead.convertedAt)}</Badge>}
      {lead.status === 'disqualified' && <Badge>{shown(t('Disqualified'), lead.disqualifiedAt)}</Badge>}
      {lead.score?.qualified === true && (
        <Badge tone="accent">{shown(t('Qualified'), lead.score.qualifiedSince)}</Badge>
      )}
      {unsubscribedAt !== undefined && <Badge tone="warn">{shown(t('Unsubscribed'), unsubscribedAt)}</Badge>}
      {complainedAt !== undefined && <Badge tone="bad">{shown(t('Complained of spam'), complainedAt)}</Badge>}
      {bouncedAt !== undefined && <Badge tone="bad">{shown(t('Mail bounced'), bouncedAt)}</Badge>}
      {byHandAt !== undefined && <Badge tone="warn">{shown(t('On the suppression list'), byHandAt)}</Badge>}
    </span>
  );
}
