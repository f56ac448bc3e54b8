import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemError } from '../../../api/problem.ts';
import { useAct, useRead } from '../../../api/queries.ts';
import { when } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/i18n.ts';
import { useMe } from '../../../shell/me.tsx';
import { buttonClasses } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Failed, Loading, Read } from '../../../ui/states.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useUnsaved } from '../../editor/use-unsaved.ts';
import { useUsers } from '../../users/use-users.ts';
import { isCrm, objectsOf, type CrmKind } from '../connection-words.ts';
import { Look } from './look.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { bodyOf, formOf, newMapping, type Mapping, type MappingForm } from './mapping-form.ts';
import { suggestedStatus } from './suggest-rows.ts';
import { useTheirFields, type TheirFields } from './use-their-fields.ts';

const route = getRouteApi('/shell/connections/$kind/mapping');
const isMissing = (error: unknown): boolean => error instanceof ProblemError && error.status === 404;

/** How leads and accounts correspond to the records of a CRM. */
export function MappingPage() {
  const t = useT();
  const { kind } = route.useParams();
  const services = useRead('GET /v1/connections', {});
  const service = services.data?.items.find((each) => each.kind === kind);
  const above = <Link to="/connections">{t('Connections')}</Link>;
  if (services.data === undefined)
    return (
      <Page title={t('Mapping')} above={above}>
        <Read of={services}>{() => null}</Read>
      </Page>
    );
  if (service === undefined || !isCrm(kind) || !service.connected)
    return (
      <Page title={t('Mapping')} above={above}>
        <Empty title={t('{name} is not connected', { name: service?.label ?? kind })}>
          <p>{t('Its fields can be mapped once it is.')}</p>
          <Link to="/connections/$kind" params={{ kind }} className={buttonClasses('main')}>
            {t('Connect {name}', { name: service?.label ?? kind })}
          </Link>
        </Empty>
      </Page>
    );
  return <OneMapping key={kind} kind={kind} label={service.label} />;
}

function OneMapping({ kind, label }: { kind: CrmKind; label: string }) {
  const t = useT();
  const read = useRead('GET /v1/connections/{kind}/mapping', { params: { kind } });
  const theirs = useTheirFields(kind, true);
  const [opened, setOpened] = useState<{ round: number; mapping: Mapping | undefined }>();
  const isRead = isMissing(read.error) || read.data !== undefined;
  // What is being edited stays, whatever is read again meanwhile.
  if (opened === undefined && isRead && theirs.error === undefined && !theirs.isLoading)
    setOpened({ round: 0, mapping: isMissing(read.error) ? undefined : read.data });
  if (opened === undefined)
    return (
      <Page title={t('Mapping of {name}', { name: label })} above={<Above kind={kind} label={label} />}>
        {theirs.error !== undefined ? (
          <Failed error={theirs.error} again={theirs.again} />
        ) : isRead ? (
          <Loading />
        ) : (
          <Read of={{ ...read, data: undefined }}>{() => null}</Read>
        )}
      </Page>
    );
  const { round, mapping } = opened;
  return (
    <Opened
      key={round}
      kind={kind}
      label={label}
      mapping={mapping}
      theirs={theirs}
      onReload={() => void read.refetch().then(({ data }) => setOpened({ round: round + 1, mapping: data }))}
    />
  );
}

/** A mapping that is new names the plain status fields already. */
function begun(kind: CrmKind, theirs: TheirFields, userId = ''): MappingForm {
  const form = newMapping(userId);
  for (const object of objectsOf(kind)) form.status[object] = suggestedStatus(theirs.of(object)) ?? '';
  return form;
}

const Above = ({ kind, label }: { kind: string; label: string }) => (
  <Link to="/connections/$kind" params={{ kind }}>
    {label}
  </Link>
);

function Opened({
  kind,
  label,
  mapping,
  theirs,
  onReload,
}: {
  kind: CrmKind;
  label: string;
  mapping: Mapping | undefined;
  theirs: TheirFields;
  onReload: () => void;
}) {
  const t = useT();
  const { nameOf } = useUsers();
  const me = useMe().user?.id;
  const [form, setForm] = useState(() => (mapping === undefined ? begun(kind, theirs, me) : formOf(mapping)));
  const [isChanged, setChanged] = useState(mapping === undefined);
  const [saved, setSaved] = useState(mapping);
  const [lookError, setLookError] = useState<unknown>(null);
  useUnsaved(isChanged && form.rows.length > 0);
  const put = useAct('PUT /v1/connections/{kind}/mapping', {
    refreshes: ['GET /v1/connections'],
    onDone: (next) => {
      setSaved(next);
      setChanged(false);
      toast(t('The mapping is saved.'));
    },
  });
  return (
    <Page
      title={t('Mapping of {name}', { name: label })}
      above={<Above kind={kind} label={label} />}
      about={
        saved === undefined
          ? t('Which field there is which field here, and which way it goes.')
          : t('Last changed by {name} on {when}', {
              name: nameOf(saved.changedBy),
              when: when(saved.changedAt, 'dayWithYear'),
            })
      }
    >
      {(saved?.warnings ?? []).map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
        <MappingEditor
          kind={kind}
          label={label}
          form={form}
          theirs={theirs}
          isChanged={isChanged}
          busy={put.isPending}
          error={put.error ?? lookError}
          onChange={(changes) => {
            setForm({ ...form, ...changes });
            setChanged(true);
          }}
          onReload={onReload}
          onSave={() =>
            put.mutate({ params: { kind }, body: bodyOf(form), revision: saved?.revision ?? 'new' })
          }
        />
        <Look
          kind={kind}
          body={bodyOf(form)}
          isReady={form.rows.length > 0}
          onError={(error) => {
            put.reset();
            setLookError(error);
          }}
        />
      </div>
    </Page>
  );
}
