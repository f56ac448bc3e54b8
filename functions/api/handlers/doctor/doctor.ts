import type { doctorOperations } from '#shared/contracts/api/doctor.ts';
import type { StageAccount } from '#shared/ports/stage-account.ts';
import { examine, type Plan } from '#shared/use-cases/doctor/examine.ts';
import type { AdmissionPorts, Handlers } from '../../route.ts';

/** What looking at the account of a stage reaches outside through. */
export type DoctorPorts = AdmissionPorts & {
  account: StageAccount;
  /** The stage, and how many functions it starts at once. */
  stage: Pick<Plan, 'stage' | 'functionsAtOnce'>;
};

export const doctorHandlers: Handlers<typeof doctorOperations, DoctorPorts> = {
  getDoctor: async ({ account, stage }, { query: { mailsPerDay }, now }) => {
    const findings = await examine(account, { ...stage, mailsPerDay, texts: true });
    const items = findings.map(({ toDo, ...finding }) => ({ ...finding, ...(toDo !== '' && { toDo }) }));
    return { kind: 'ok', body: { at: now, items } };
  },
};
