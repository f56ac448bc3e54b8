import type { LeadId } from '../../domain/kernel/ids.ts';
import { connectorOf } from '../../domain/connections/connectors.ts';
import { isPerson, linkId, type CrmLink } from '../../domain/crm/crm-link.ts';
import type { CrmObject, CrmOption } from '../../domain/crm/crm-object.ts';
import { oursKey } from '../../domain/crm/map-values.ts';
import { writeId } from '../../domain/crm/crm-write.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Action } from '../../domain/workflows/actions.ts';
import { statusObjects, type ConnectedCrm, type StatusSide } from '../../domain/workflows/connections.ts';
import { reasonOf, type Outcome, type WorkflowRun } from '../../domain/workflows/run.ts';
import { statusesOf } from '../../domain/workflows/status-warnings.ts';
import type { Store } from '../../ports/store.ts';
import { askForStatus, writesUnderWay, type StatusWish } from '../crm-writes/ask-for-write.ts';
import { loadConnected } from './load-connected.ts';

type Ports = {
  store: Pick<Store, 'leads' | 'connections' | 'mappings' | 'picklists' | 'crmLinks' | 'crmWrites'>;
};
type StatusAction = Extract<Action, { type: 'change-integration-status' }>;
type Done = Omit<Outcome, 'at'>;
/** `noAccount`: nothing is to be mended, the lead has no account in the CRM, as leads there mostly have none. */
type Refused = { refused: string; noAccount?: true };

/** A status and the record that it is to be written to. */
type Target = {
  crm: ConnectedCrm;
  object: CrmObject;
  theirId: string;
  ours: string;
  link: CrmLink | undefined;
};

/** Links of one lead that are looked at. */
const MOST = 50;

/**
 * Has the statuses written that an action names (B3): of the account, of the lead, or of both. Where the lead has no
 * account in the CRM, its own is written and the run says so; where anything else is in the way of one of them, none is.
 * It waits for the CRM from then on, and is tried again there; done again for the same run it changes nothing.
 */
export async function changeStatus(
  ports: Ports,
  run: WorkflowRun,
  action: StatusAction,
  now: Instant,
): Promise<Done> {
  const found = await gather(ports, run);
  if ('refused' in found) return { kind: 'refused', why: found.refused };
  const wishes: StatusWish[] = [];
  const statuses = statusesOf(action);
  let left: string | undefined;
  for (const { side, value } of statuses) {
    const wish = await wishFor(ports, run, found, { side, value });
    if (!('refused' in wish)) wishes.push(wish);
    else if (wish.noAccount === true && statuses.length > 1)
      left = `${wish.refused} Its status was left out: “${value}”.`;
    else return { kind: 'refused', why: wish.refused };
  }
  let asked = 0;
  for (const wish of wishes) {
    const mine = await isOfRun(ports, wish);
    // Also what was asked for before: whoever did so may have died halfway.
    if (!mine && (await isSo(ports, wish))) continue;
    const outcome = await askForStatus(ports, wish, now);
    if (mine || outcome === 'asked') asked += 1;
  }
  if (asked > 0) return { kind: 'done', ...(left !== undefined && { why: left }) };
  const same = 'It is so in the CRM already, or something newer was wished.';
  return { kind: 'unchanged', why: left === undefined ? same : `${same} ${left}` };
}

type Found = {
  leadId: LeadId;
  accountId: string | undefined;
  crms: readonly ConnectedCrm[];
  links: CrmLink[];
};

async function gather({ store }: Ports, { organisation, leadId }: WorkflowRun): Promise<Found | Refused> {
  const [lead, { crms }] = await Promise.all([
    store.leads.get(organisation, leadId),
    loadConnected(store, organisation),
  ]);
  if (lead === undefined) return { refused: 'The lead is gone.' };
  if (crms.length === 0) return { refused: 'No CRM is connected.' };
  const of = (key: string) =>
    store.crmLinks.list(organisation, { limit: MOST, query: { index: 'byOurs', of: key } });
  const { accountId } = lead;
  const [people, accounts] = await Promise.all([
    of(oursKey('lead', leadId)),
    accountId === undefined ? { items: [] } : of(oursKey('account', accountId)),
  ]);
  const links = [...people.items, ...accounts.items].filter(({ gone }) => gone === undefined);
  return { leadId, accountId, crms, links };
}

async function wishFor(
  { store }: Ports,
  run: WorkflowRun,
  found: Found,
  { side, value }: { side: StatusSide; value: string },
): Promise<StatusWish | Refused> {
  const mapped = found.crms.filter((crm) => statusObjects(crm, side).length > 0);
  const whose = side === 'account' ? 'account' : 'lead';
  const labels = (some: readonly ConnectedCrm[]) =>
    some.map(({ kind }) => connectorOf(kind).label).join(' and ');
  if (mapped.length === 0)
    return {
      refused: `The field that holds the status of the ${whose} is not mapped in ${labels(found.crms)}.`,
    };
  const targets = mapped.flatMap((crm) => targetsIn(crm, found, side));
  if (targets.length === 0) return notThere(found, side, labels(mapped));
  const fitting = targets.map((target) => ({ target, fit: fitOf(target, value) }));
  const chosen = fitting.find(({ fit }) => fit !== 'gone' && fit !== 'converted');
  if (chosen === undefined) {
    const converted = fitting.find(({ fit }) => fit === 'converted');
    return {
      refused:
        converted === undefined
          ? `${labels(mapped)} has no status “${value}” any more.`
          : `The lead is converted in ${labels([converted.target.crm])}: its status does not change any more.`,
    };
  }
  const { target, fit } = chosen;
  const { crm, object, theirId, link } = target;
  const { organisation } = run;
  const ours = await oursOf(store, organisation, target);
  return {
    organisation,
    kind: crm.kind,
    object,
    theirId,
    ours: ours ?? link?.ours ?? target.ours,
    // Since what made the workflow act: tried again later, it is no newer than what has happened since.
    at: run.cause.at,
    key: run.id,
    because: reasonOf(run),
    field: crm.status[object] ?? '',
    value,
    converts: object === 'lead' && typeof fit === 'object' && fit.converts === true,
  };
}

/** What it means that whose status is to be written is not in the CRM: of an account, whether the lead is there itself. */
function notThere({ links }: Found, side: StatusSide, where: string): Refused {
  if (side === 'person') return { refused: `The lead is not in ${where}.` };
  const isThere = links.some(({ object }) => isPerson(object));
  return isThere
    ? { refused: `The lead has no account in ${where}.`, noAccount: true }
    : { refused: `The account is not in ${where}.` };
}

/** The records of one CRM whose status it may be: of a person, or of the account that the person belongs to there. */
function targetsIn(crm: ConnectedCrm, { leadId, accountId, links }: Found, side: StatusSide): Target[] {
  const own = links.filter(({ kind }) => kind === crm.kind);
  const objects = statusObjects(crm, side);
  const linked = own
    .filter(({ object }) => objects.includes(object))
    .map((link): Target => ({
      crm,
      object: link.object,
      theirId: link.theirId,
      ours: link.ours ?? oursKey('lead', leadId),
      link,
    }));
  if (side === 'person' || linked.length > 0) return linked;
  const theirs = own.flatMap(({ theirAccountId }) => theirAccountId ?? [])[0];
  if (theirs === undefined) return [];
  const ours = accountId === undefined ? oursKey('lead', leadId) : oursKey('account', accountId);
  return [{ crm, object: 'account', theirId: theirs, ours, link: undefined }];
}

/** The link of an account that only its people name may be there all the same. */
async function oursOf(
  store: Ports['store'],
  organisation: string,
  { crm, object, theirId, link }: Target,
): Promise<string | undefined> {
  if (link !== undefined) return undefined;
  return (await store.crmLinks.get(organisation, linkId(crm.kind, object, theirId)))?.ours;
}

/** How a status fits a record: as an option of its list, as any text where there is no list or it was not read, or not at all. */
function fitOf({ crm, object, link }: Target, value: string): CrmOption | 'any' | 'gone' | 'converted' {
  const list = crm.values[object];
  if (list === undefined || list.length === 0) return 'any';
  const now = link?.agreed[crm.status[object] ?? ''];
  const isConverted = object === 'lead' && list.some((one) => one.value === now && one.converts === true);
  if (isConverted && now !== value) return 'converted';
  return list.find((one) => one.value === value && one.active) ?? 'gone';
}

/** Whether the CRM has this status, and nothing is on its way that would change it. */
async function isSo({ store }: Ports, wish: StatusWish): Promise<boolean> {
  const { organisation, kind, object, theirId, field, value } = wish;
  const [link, underWay] = await Promise.all([
    store.crmLinks.get(organisation, linkId(kind, object, theirId)),
    writesUnderWay({ store }, wish),
  ]);
  const coming = underWay.convertsTo ?? underWay.values[field];
  return coming === undefined ? link?.agreed[field] === value : coming === value;
}

/** Whether this very run asked for it before, as when its worker died then. */
async function isOfRun({ store }: Ports, wish: StatusWish): Promise<boolean> {
  const aspect = wish.converts ? 'convert' : 'fields';
  const write = await store.crmWrites.get(wish.organisation, writeId(wish, aspect));
  return wish.key !== undefined && write?.keys?.includes(wish.key) === true;
}
