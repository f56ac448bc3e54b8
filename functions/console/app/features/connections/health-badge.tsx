import { useT } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/notice.tsx';
import { healthStates, type Health } from './connection-words.ts';

/** How a connection fares, in a word. */
export function HealthBadge({ state }: { state: Health['state'] }) {
  const t = useT();
  return <Badge tone={healthStates[state].tone}>{t(healthStates[state].label)}</Badge>;
}
