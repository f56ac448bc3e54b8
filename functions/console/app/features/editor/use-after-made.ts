import { useT } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toast.tsx';
import { useUnsaved } from './use-unsaved.ts';

type Made = { id: string; name: string };

/**
 * What follows when a page has made a thing: it is said, and the thing is opened. Until then who leaves the page with
 * something typed is asked.
 * @param isChanged whether something is typed
 */
export function useAfterMade(isChanged: boolean, open: (id: string) => void): (made: Made) => void {
  const t = useT();
  const leave = useUnsaved(isChanged);
  return ({ id, name }) => {
    leave();
    toast(t('“{name}” is saved.', { name }));
    open(id);
  };
}
