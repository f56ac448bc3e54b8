import { getRouteApi } from '@tanstack/react-router';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Page } from '../../ui/page.tsx';
import { OpenedPage } from '../editor/opened-page.tsx';
import { BackToSequences } from './back-to-sequences.tsx';
import { EditedSequence } from './edited-sequence.tsx';
import { SequenceMenu } from './sequence-menu.tsx';
import { SequenceStatus } from './sequence-status.tsx';
import { SequenceTabs } from './sequence-tabs.tsx';
import { StepsRead } from './steps-read.tsx';
import type { Sequence } from './types.ts';

const route = getRouteApi('/shell/sequences/$id');

/** One sequence: its steps, its people, its figures and its versions. */
export function SequencePage() {
  const t = useT();
  const { id } = route.useParams();
  const isAdmin = useIs('admin');
  const read = useRead('GET /v1/sequences/{id}', { params: { id } });
  return (
    <OpenedPage id={id} read={read} title={t('Sequence')} above={<BackToSequences />}>
      {(sequence) =>
        isAdmin && sequence.status !== 'deleted' && sequence.kind === undefined ? (
          <EditedSequence key={id} sequence={sequence} />
        ) : (
          <ReadSequence key={id} sequence={sequence} isAdmin={isAdmin} />
        )
      }
    </OpenedPage>
  );
}

/** All of a sequence, for who may not change it. */
function ReadSequence({ sequence, isAdmin }: { sequence: Sequence; isAdmin: boolean }) {
  const { currentVersion } = sequence;
  return (
    <Page
      title={sequence.name}
      above={<BackToSequences />}
      about={<SequenceStatus status={sequence.status} />}
      actions={isAdmin && sequence.kind === undefined && <SequenceMenu sequence={sequence} />}
    >
      <SequenceTabs
        sequence={sequence}
        steps={
          <StepsRead
            id={sequence.id}
            revision={sequence.revision}
            content={sequence.draft}
            version={sequence.status === 'deleted' && currentVersion > 0 ? currentVersion : 'draft'}
          />
        }
      />
    </Page>
  );
}
