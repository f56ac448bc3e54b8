import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { preferredLanguage, useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { toast } from '../../ui/toast.tsx';
import { clientLanguages } from '../editor/client-languages.ts';
import { useUnsaved } from '../editor/use-unsaved.ts';
import { bodyOf, formOf, writtenIn, type Survey } from './survey-draft.ts';
import { SurveyEditor } from './survey-editor.tsx';

/** The draft of a survey, saved and published. */
export function Draft({ survey, onReload }: { survey: Survey; onReload: () => void }) {
  const t = useT();
  const { id, currentVersion } = survey;
  const [initial] = useState(() => formOf(survey));
  const [revision, setRevision] = useState(survey.revision);
  const [isChanged, setChanged] = useState(false);
  const [isAsked, setAsked] = useState(false);
  useUnsaved(isChanged);
  const refreshes = ['GET /v1/surveys'];
  const put = useAct('PUT /v1/surveys/{id}', { refreshes, onDone: (saved) => setRevision(saved.revision) });
  const publish = useAct('POST /v1/surveys/{id}/publish', {
    refreshes,
    onDone: (saved) => {
      setRevision(saved.revision);
      toast(t('Version {version} is published.', { version: saved.currentVersion }));
    },
  });
  const preferred = preferredLanguage();
  const language =
    [preferred, ...clientLanguages].find((each) => writtenIn(initial, each).written > 0) ?? preferred;
  return (
    <>
      <SurveyEditor
        initial={initial}
        isNew={false}
        language={language}
        busy={put.isPending}
        error={put.error ?? publish.error}
        onReload={onReload}
        onChanged={setChanged}
        onSave={(form, done) => {
          publish.reset();
          put.mutate({ params: { id }, body: bodyOf(form), revision }, { onSuccess: done });
        }}
        actions={(changed) => (
          <Button disabled={changed} busy={publish.isPending} onClick={() => setAsked(true)}>
            {t('Publish …')}
          </Button>
        )}
      />
      <Confirm
        open={isAsked}
        onClose={() => setAsked(false)}
        onConfirm={() => {
          setAsked(false);
          put.reset();
          publish.mutate({ params: { id }, revision });
        }}
        title={t('Publish as version {version}?', { version: currentVersion + 1 })}
        action={t('Publish')}
      >
        {t(
          'Clients who have begun go on with the version that they began. All others are asked the new one. A version never changes.',
        )}
      </Confirm>
    </>
  );
}
