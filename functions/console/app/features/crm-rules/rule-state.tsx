import { useT } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/notice.tsx';
import type { Rule } from './rule-form.ts';

/** Whether a rule acts, rests, or asks. */
export function RuleState({ rule }: { rule: Pick<Rule, 'active' | 'asking'> }) {
  const t = useT();
  if (rule.asking !== undefined)
    return <Badge tone="warn">{t('Asks: {count} wait', { count: rule.asking.waiting })}</Badge>;
  return rule.active ? <Badge tone="good">{t('Active')}</Badge> : <Badge>{t('Not active')}</Badge>;
}
