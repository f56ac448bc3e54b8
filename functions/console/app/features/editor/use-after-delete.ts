import { useNavigate } from '@tanstack/react-router';
import { queryClient, refresh } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toast.tsx';
import { useUnsaved } from './use-unsaved.ts';

/** Lists of the console whose things can be deleted on their page; the API’s addresses of them begin with `/v1` and the same. */
type ListPath = '/automations' | '/crm-rules' | '/feedback' | '/filters' | '/surveys' | '/workflows';

/**
 * What follows when the thing of a page is deleted: it is said, and its list is shown without it. Until then who leaves
 * the page with changes that are not saved is asked.
 * @param isChanged whether there are some
 */
export function useAfterDelete(list: ListPath, name: string, isChanged = false): () => void {
  const t = useT();
  const leave = useUnsaved(isChanged);
  const navigate = useNavigate();
  return () => {
    leave();
    toast(t('“{name}” is deleted.', { name }));
    void navigate({ to: list, search: {} }).then(() => refresh(queryClient, [`GET /v1${list}`]));
  };
}
