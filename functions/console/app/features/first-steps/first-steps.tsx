import { Link } from '@tanstack/react-router';
import { Check, Circle } from 'lucide-react';
import { useState } from 'react';
import type { Answer } from '../../api/operations.ts';
import { useRead } from '../../api/queries.ts';
import { msg, useT, type Message } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Button, buttonClasses } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { SampleLeads } from './sample-leads.tsx';

type Steps = Answer<'GET /v1/first-steps'>;
type Step = { id: keyof Steps; name: Message; about: Message; to: string; action: Message };

/** What an organisation does before its first mail goes out, in this order. */
const steps: readonly Step[] = [
  {
    id: 'workingHours',
    name: msg('Working hours'),
    about: msg('When mails may go out and tasks are due: Monday to Friday, nine to six, until you decide.'),
    to: '/settings',
    action: msg('Decide'),
  },
  {
    id: 'sendingAddress',
    name: msg('Sending domain'),
    about: msg('Mails from your own domain arrive better. To try things out you can do without.'),
    to: '/domain',
    action: msg('Set up'),
  },
  {
    id: 'template',
    name: msg('First template'),
    about: msg(
      'The text of a mail, with the names of people filled in. Examples come with the first sequence.',
    ),
    to: '/templates',
    action: msg('Write'),
  },
  {
    id: 'sequencePublished',
    name: msg('First sequence'),
    about: msg('Which step follows which, and after how long. Begin with one of three examples.'),
    to: '/sequences',
    action: msg('Begin'),
  },
  {
    id: 'leads',
    name: msg('First leads'),
    about: msg('The people you follow up: from a CSV, or ten made-up ones to try.'),
    to: '/leads/import',
    action: msg('Import'),
  },
  {
    id: 'testSent',
    name: msg('A test to yourself'),
    about: msg('Send a template to your own address and look at it there.'),
    to: '/templates',
    action: msg('Choose a template'),
  },
  {
    id: 'enrolled',
    name: msg('Enrol'),
    about: msg('Choose people and a sequence, see in the forecast what goes out when, and begin.'),
    to: '/enroll',
    action: msg('Enrol'),
  },
];

const HIDDEN = 'relance.first-steps-hidden';

/** A checklist that ticks itself as things are there, for admins until everything is. */
export function FirstSteps() {
  const t = useT();
  const isAdmin = useIs('admin');
  const [isHidden, setHidden] = useState(localStorage.getItem(HIDDEN) !== null);
  const { data } = useRead('GET /v1/first-steps', {}, { enabled: isAdmin && !isHidden });
  if (isHidden || data === undefined || data.enrolled) return null;
  const next = steps.find(({ id }) => !data[id]);
  const hide = (): void => {
    localStorage.setItem(HIDDEN, 'yes');
    setHidden(true);
  };
  return (
    <Card
      title={t('First steps')}
      actions={
        <Button look="bare" small onClick={hide}>
          {t('Hide')}
        </Button>
      }
    >
      <ol className="grid gap-3">
        {steps.map((step) => (
          <li key={step.id} className="grid grid-cols-[1.25rem_1fr] gap-x-3 sm:grid-cols-[1.25rem_1fr_auto]">
            {data[step.id] ? (
              <Check size={18} className="text-good mt-0.5" aria-label={t('Done')} />
            ) : (
              <Circle size={18} className="text-soft mt-0.5" aria-label={t('To do')} />
            )}
            <div>
              <p className="font-medium">{t(step.name)}</p>
              {!data[step.id] && <p className="text-soft text-sm">{t(step.about)}</p>}
            </div>
            {!data[step.id] && (
              <span className="col-start-2 flex flex-wrap items-start gap-2 pt-1 sm:col-start-3 sm:pt-0">
                {step.id === 'leads' && <SampleLeads />}
                <Link to={step.to} className={buttonClasses(step === next ? 'main' : 'plain', true)}>
                  {t(step.action)}
                </Link>
              </span>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
