import { Link } from '@tanstack/react-router';
import { ProblemError } from '../../api/problem.ts';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { buttonClasses } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { Allow } from './allow.tsx';
import { NewAddress } from './address.tsx';
import {
  isAllowedInBrowser,
  isCrm,
  type Connection,
  type CrmKind,
  type Service,
} from './connection-words.ts';
import { Credentials } from './credentials.tsx';
import { ImportPeople, useImports } from './import-people.tsx';
import { StepList, type Step } from './step-list.tsx';
import { TryConnection } from './try-connection.tsx';

type Props = {
  service: Service;
  connection: Connection | undefined;
  onAddress: (address: string) => void;
};

/** What connecting a service takes, step by step. */
export function SetUp(props: Props) {
  const { kind } = props.service;
  return isCrm(kind) ? <CrmSteps {...props} kind={kind} /> : <FewSteps {...props} />;
}

const FewSteps = (props: Props) => <StepList steps={useSteps(props)} />;

function CrmSteps({ kind, ...props }: Props & { kind: CrmKind }) {
  const t = useT();
  const { connection, service, onAddress } = props;
  const isSuperAdmin = useIs('super_admin');
  const steps = useSteps(props);
  const isConnected = connection !== undefined;
  const mapping = useRead(
    'GET /v1/connections/{kind}/mapping',
    { params: { kind } },
    { enabled: isConnected },
  );
  const { isDone: isImported } = useImports(kind, isConnected);
  const isMapped =
    isConnected &&
    mapping.data !== undefined &&
    !(mapping.error instanceof ProblemError && mapping.error.status === 404);
  return (
    <div className="grid gap-5">
      <StepList
        steps={[
          ...steps,
          {
            id: 'map',
            title: t('Map the fields'),
            isDone: isMapped,
            content: (
              <div className="grid justify-items-start gap-2">
                <p className="text-soft max-w-prose">
                  {t(
                    'Say which field there is which field here, which way each goes, and where the status is kept. You see what becomes of ten records before you save.',
                  )}
                </p>
                {isConnected && (
                  <Link
                    to="/connections/$kind/mapping"
                    params={{ kind }}
                    className={buttonClasses(isMapped ? 'plain' : 'main')}
                  >
                    {isMapped ? t('Change the mapping') : t('Map the fields')}
                  </Link>
                )}
              </div>
            ),
          },
          {
            id: 'import',
            title: t('Bring people in'),
            isDone: isMapped && (isImported || hasTaken(connection)),
            content: <ImportPeople kind={kind} isReady={isMapped} />,
          },
        ]}
      />
      {service.receives && isConnected && isSuperAdmin && (
        <Card title={t('Pushed changes (optional)')}>
          <div className="grid justify-items-start gap-2">
            <p className="text-soft max-w-prose">
              {t(
                'Changes are read every few minutes in any case. If {name} also sends them to an address of Relance, they come in at once.',
                { name: service.label },
              )}
            </p>
            <NewAddress kind={kind} label={service.label} onAddress={onAddress} />
          </div>
        </Card>
      )}
    </div>
  );
}

const hasTaken = ({ health }: Connection): boolean => health.objects.some(({ taken }) => taken > 0);

/** The steps that every service has. */
function useSteps({ service, connection, onAddress }: Props): Step[] {
  const t = useT();
  const isSuperAdmin = useIs('super_admin');
  const { kind, label, receives } = service;
  const isConnected = connection !== undefined;
  const isOpen = connection !== undefined && connection.health.problem?.trouble !== 'unauthorised';
  const steps: Step[] = [
    {
      id: 'credentials',
      title: t('Let Relance in'),
      isDone: isConnected,
      content: (
        <Credentials
          key={connection?.revision ?? 'new'}
          service={service}
          connection={connection}
          onAddress={onAddress}
        />
      ),
    },
  ];
  if (connection !== undefined && isCrm(kind) && isAllowedInBrowser(connection)) {
    const isDone = connection.given.includes('refreshToken') && isOpen;
    steps.push({
      id: 'allow',
      title: t('Allow it in the browser'),
      isDone,
      content: <Allow kind={kind} label={label} isDone={isDone} />,
    });
  }
  if (receives && !isCrm(kind))
    steps.push({
      id: 'address',
      title: t('Tell {name} where to send', { name: label }),
      isDone: isConnected,
      note: t('The address is created'),
      content: (
        <div className="grid justify-items-start gap-2">
          <p className="text-soft max-w-prose">
            {t(
              'The address is shown once, at the top of this page, as soon as the first step is done. Give it to {name} as the webhook’s address.',
              { name: label },
            )}
          </p>
          {isConnected && isSuperAdmin && <NewAddress kind={kind} label={label} onAddress={onAddress} />}
        </div>
      ),
    });
  const isTried = isOpen && connection.health.lastGoodAt !== undefined;
  steps.push({
    id: 'test',
    title: t('Try it'),
    isDone: isTried,
    content: <TryConnection kind={kind} isReady={isConnected} isDone={isTried} />,
  });
  return steps;
}
