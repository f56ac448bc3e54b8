import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useT } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/notice.tsx';
import { outcomes, type Look } from './rule-form.ts';

/** What a rule made of one record, or would, and why. */
export function LookLine({ look, isTried = false }: { look: Look; isTried?: boolean }) {
  const t = useT();
  const { name, outcome, words, why, leadId } = look;
  const to = `/leads/${leadId ?? ''}`;
  return (
    <details className="group">
      <summary className="flex cursor-pointer flex-wrap items-center gap-x-2 gap-y-1">
        <ChevronRight size={14} aria-hidden className="text-soft group-open:rotate-90" />
        <span className="min-w-0 flex-1 basis-32 font-medium [overflow-wrap:anywhere]">{name}</span>
        <Badge tone={outcomes[outcome].tone}>
          {isTried && outcome === 'enrolled' ? t('Would be enrolled') : t(outcomes[outcome].label)}
        </Badge>
        {why !== undefined && <span className="text-soft basis-full pl-[1.375rem] text-sm">{why}</span>}
      </summary>
      <ul className="mt-1.5 grid list-disc gap-0.5 pl-[2.375rem] text-sm">
        {words.map((text, index) => (
          <li key={index} className="[overflow-wrap:anywhere]">
            {text}
          </li>
        ))}
      </ul>
      {leadId !== undefined && (
        <p className="mt-1 pl-[1.375rem] text-sm">
          <Link to={to}>{t('Open the lead')}</Link>
        </p>
      )}
    </details>
  );
}
