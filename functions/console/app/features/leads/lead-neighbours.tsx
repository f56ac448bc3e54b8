import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { tinykeys } from 'tinykeys';
import { useT } from '../../i18n/i18n.ts';
import { buttonClasses } from '../../ui/button.tsx';
import { keptLeadOrder } from './lead-order.ts';

const isTyping = ({ target }: Event): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The way back to the list, and to the previous and next lead in it, also by the keys k and j. */
export function LeadNeighbours({ id }: { id: string }) {
  const t = useT();
  const navigate = useNavigate();
  const [{ ids, search }] = useState(keptLeadOrder);
  const index = ids.indexOf(id);
  const previous = index > 0 ? ids[index - 1] : undefined;
  const next = index >= 0 ? ids[index + 1] : undefined;
  useEffect(() => {
    const goTo = (leadId: string | undefined) => (event: Event) => {
      if (leadId === undefined || isTyping(event) || document.querySelector('[role=dialog]')) return;
      void navigate({ to: '/leads/$leadId', params: { leadId }, search: (before) => before });
    };
    return tinykeys(window, { j: goTo(next), k: goTo(previous) });
  }, [navigate, next, previous]);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link to="/leads" search={search}>
        {t('Leads')}
      </Link>
      {index >= 0 && (
        <span className="flex items-center gap-1">
          <Neighbour leadId={previous} label={t('Previous lead (k)')}>
            <ChevronLeft size={15} aria-hidden />
          </Neighbour>
          <span className="tabular-nums">
            {t('{number} of {count}', { number: index + 1, count: ids.length })}
          </span>
          <Neighbour leadId={next} label={t('Next lead (j)')}>
            <ChevronRight size={15} aria-hidden />
          </Neighbour>
        </span>
      )}
    </div>
  );
}

function Neighbour({
  leadId,
  label,
  children,
}: {
  leadId: string | undefined;
  label: string;
  children: React.ReactNode;
}) {
  if (leadId === undefined) return null;
  return (
    <Link
      to="/leads/$leadId"
      params={{ leadId }}
      search={(before) => before}
      aria-label={label}
      title={label}
      className={buttonClasses('bare', true)}
    >
      {children}
    </Link>
  );
}
