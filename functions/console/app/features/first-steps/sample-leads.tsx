import { useNavigate } from '@tanstack/react-router';
import { useAct } from '../../api/queries.ts';
import { shownZone } from '../../i18n/format.ts';
import { i18n, useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';

const people = [
  ['Ana', 'Pop', 'Lumen Bakery'],
  ['Ben', 'Carter', 'Carter Print'],
  ['Chloé', 'Durand', 'Hôtel Bellevue'],
  ['David', 'Weiss', 'Weiss Werkstatt'],
  ['Elisa', 'Romero', 'Clínica Romero'],
  ['Farid', 'Haddad', 'Haddad Garage'],
  ['Grace', 'Okafor', 'Okafor Studio'],
  ['Hugo', 'Lefèvre', 'Librairie Lefèvre'],
  ['Irina', 'Ionescu', 'Atelier Ionescu'],
  ['Jonas', 'Berg', 'Berg Logistik'],
] as const;

/** Ten people whose mails the mailbox simulator of SES takes and says delivered, so that no stranger is written to. */
function csv(): string {
  const rows = people.map(
    ([first, last, account]) =>
      `success+${first
        .normalize('NFD')
        .replace(/[^A-Za-z]/g, '')
        .toLowerCase()}@simulator.amazonses.com,${first},${last},${account},${shownZone()},${i18n.locale}`,
  );
  return ['email,first_name,last_name,account,zone,language', ...rows, ''].join('\r\n');
}

/** Brings in ten made-up leads to try things with. */
export function SampleLeads() {
  const t = useT();
  const navigate = useNavigate();
  const bring = useAct('POST /v1/leads/import', {
    refreshes: ['GET /v1/leads', 'GET /v1/first-steps'],
    onDone: ({ id }) => {
      const to: string = `/jobs/${id}`;
      void navigate({ to });
    },
  });
  return (
    <>
      <Button small busy={bring.isPending} onClick={() => bring.mutate({ body: '', csv: csv() })}>
        {t('Ten samples')}
      </Button>
      <ProblemNotice error={bring.error} />
    </>
  );
}
