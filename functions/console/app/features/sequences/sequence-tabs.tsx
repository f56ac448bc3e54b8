import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { People } from './people.tsx';
import { Statistics } from './statistics.tsx';
import type { Draft, Sequence } from './types.ts';
import { Versions } from './versions.tsx';

const route = getRouteApi('/shell/sequences/$id');
const ids = ['steps', 'people', 'statistics', 'versions'] as const;
type Id = (typeof ids)[number];

/** The parts of a sequence; which one is shown stands in the address. */
export function SequenceTabs({
  sequence,
  steps,
  onTake,
}: {
  sequence: Sequence;
  steps: ReactNode;
  /** Puts a former version into the draft; absent: who looks may not. */
  onTake?: (draft: Draft) => void;
}) {
  const t = useT();
  const { tab, lead, sender } = route.useSearch();
  const navigate = route.useNavigate();
  const current = ids.find((id) => id === tab) ?? 'steps';
  return (
    <Tabs<Id>
      label={t('Parts of the sequence')}
      current={current}
      onChange={(id) => void navigate({ search: { tab: id === 'steps' ? undefined : id, lead, sender } })}
      tabs={[
        { id: 'steps', label: t('Steps'), content: steps },
        { id: 'people', label: t('People'), content: <People id={sequence.id} /> },
        { id: 'statistics', label: t('Statistics'), content: <Statistics id={sequence.id} /> },
        {
          id: 'versions',
          label: t('Versions'),
          content: <Versions sequence={sequence} {...(onTake && { onTake })} />,
        },
      ]}
    />
  );
}
