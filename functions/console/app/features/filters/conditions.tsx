import { Failed, Loading } from '../../ui/states.tsx';
import { countConditions, MOST_CONDITIONS, type GroupDraft } from './filter-draft.ts';
import { GroupEditor } from './group-editor.tsx';
import type { useFilterFields } from './use-filter-fields.ts';

/** The conditions of a filter, once it is known what can be asked. */
export function Conditions({
  group,
  fields,
  onChange,
}: {
  group: GroupDraft;
  fields: ReturnType<typeof useFilterFields>;
  onChange: (group: GroupDraft) => void;
}) {
  if (fields.error !== null && fields.error !== undefined) return <Failed error={fields.error} />;
  if (fields.isLoading) return <Loading />;
  return (
    <GroupEditor
      group={group}
      depth={1}
      path="filter"
      fields={fields}
      isFull={countConditions(group) >= MOST_CONDITIONS}
      onChange={onChange}
    />
  );
}
