import { connectorOf, type CrmKind } from '../connections/connectors.ts';
import type { Action } from './actions.ts';
import { lookUp, type Connected, type ConnectedCrm, type StatusSide } from './connections.ts';
import { contradictEachOther, type StatusValue } from './contradictory-statuses.ts';
import type { Workflow } from './workflow.ts';

type StatusAction = Extract<Action, { type: 'change-integration-status' }>;

/** The statuses that an action writes, each with the name of its value and its side. */
export function statusesOf({ accountStatus, leadStatus }: StatusAction) {
  const all: { field: 'accountStatus' | 'leadStatus'; side: StatusSide; value: string }[] = [];
  if (accountStatus !== undefined)
    all.push({ field: 'accountStatus', side: 'account', value: accountStatus });
  if (leadStatus !== undefined) all.push({ field: 'leadStatus', side: 'person', value: leadStatus });
  return all;
}

/** What is worth knowing of the statuses that a workflow writes (B5): that they contradict each other, or are not known. */
export function warningsOfStatuses(actions: readonly Action[], { crms }: Connected): string[] {
  return actions.flatMap((action) => {
    if (action.type !== 'change-integration-status') return [];
    const statuses = statusesOf(action).map((one) => ({ ...one, listed: lookUp(one.value, one.side, crms) }));
    const unsure = statuses.flatMap(({ value, listed }) => {
      if (listed.is === 'gone')
        return [`The status “${value}” is not on the list of the CRM any more: choose another one.`];
      if (listed.is === 'unread' && crms.length > 0)
        return [`The values of the CRM were not read yet: whether “${value}” is one of them shows later.`];
      return [];
    });
    const [account, lead] = (['account', 'person'] as const).map((side): StatusValue | undefined => {
      const one = statuses.find((status) => status.side === side);
      return one && { value: one.value, converts: one.listed.is === 'there' && one.listed.option.converts };
    });
    if (account === undefined || lead === undefined || !contradictEachOther(account, lead)) return unsure;
    const pair = `The account becomes “${account.value}” and the lead “${lead.value}”: these contradict each other. It is done as it stands.`;
    return [pair, ...unsure];
  });
}

/** The statuses that workflows name and that the lists of a CRM do not have any more, in words; for its health. */
export function goneStatuses(
  workflows: readonly Pick<Workflow, 'name' | 'actions'>[],
  crm: ConnectedCrm,
): string[] {
  return workflows.flatMap(({ name, actions }) =>
    actions.flatMap((action) =>
      action.type !== 'change-integration-status'
        ? []
        : statusesOf(action)
            .filter(({ value, side }) => lookUp(value, side, [crm]).is === 'gone')
            .map(({ value }) => goneText(name, value, crm.kind)),
    ),
  );
}

function goneText(name: string, value: string, kind: CrmKind): string {
  return `The workflow “${name}” writes the status “${value}”, which ${connectorOf(kind).label} does not have any more.`;
}
