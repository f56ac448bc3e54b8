import { Link } from '@tanstack/react-router';
import { useT } from '../../i18n/i18n.ts';

/** The way back from a sequence to all of them. */
export function BackToSequences() {
  const t = useT();
  return <Link to="/sequences">{t('Sequences')}</Link>;
}
