import type { LeadId, UserId } from '../../domain/kernel/ids.ts';
import { describeReason } from '../../domain/activity/describe-reason.ts';
import { channels, type MessageChannel } from '../../domain/channels/channels.ts';
import { holdOn } from '../../domain/holds/hold.ts';
import { markerExpiry } from '../../domain/idempotency/marker.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { isRefusal, type Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import type { Lead, User } from '../../domain/people/people.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { SendResult } from '../../domain/core/message.ts';
import type { Rendered } from '../../domain/templates/render.ts';
import {
  MOST_TESTS,
  TEMPLATE_TESTED,
  templateTests,
  templateTestsMarker,
  testMail,
  testText,
  type TemplateTest,
} from '../../domain/user-mails/template-test.ts';
import { tooLong, type Template } from '../../domain/templates/template.ts';
import { localDate, plusDays } from '../../domain/time/zones.ts';
import { change } from '../../ports/change.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import { loadHolds } from '../holds/load-holds.ts';
import { readLead } from '../leads/list-leads.ts';
import { readRecordOfLead } from '../records/read-record-of-lead.ts';
import { htmlOfText } from '../messages/compose-message.ts';
import { fromAddress } from '../messages/from-address.ts';
import type { SendingPorts } from '../messages/step-ports.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { loadSender } from '../people/load-sender.ts';
import { readTemplate } from './read-template.ts';
import { renderForLead } from './preview-template.ts';

type Ports = {
  store: Store;
  ids: Ids;
  outgoing: () => Promise<Pick<SendingPorts, 'mailer' | 'sms' | 'addresses'>>;
};

type TestRequest = {
  caller: Caller;
  id: string;
  leadId?: LeadId | undefined;
  senderId?: UserId | undefined;
  recordId?: string | undefined;
  key?: string | undefined;
  now: Instant;
};

/** A test that went out, or of which nobody knows whether it did. */
export type TestResult = {
  outcome: 'sent' | 'unknown';
  to: string;
  subject: string | undefined;
  /** Variables that nothing fills, marked in it. */
  missing: string[];
  /** Tests that the caller may still send on this day. */
  left: number;
};

/**
 * Sends a template, filled in as its preview is, to the caller's own address or phone and nobody else (D8). It is no
 * message of a sequence: it counts for no cap, nothing in it is tracked or unsubscribes anybody. The same key within a
 * day sends one; a caller sends 50 a day at most.
 */
export async function testTemplate(
  ports: Ports,
  request: TestRequest,
): Promise<{ kind: 'tested'; test: TestResult } | Refusal> {
  const found = await gather(ports, request);
  if (found.kind !== 'ready') return found;
  const { caller, id, leadId, senderId, recordId, key, now } = request;
  const { organisation, userId } = caller;
  const { template, rendered, to, user } = found;
  const test: TemplateTest = {
    id: key === undefined ? ports.ids.next() : ports.ids.of(`template-test ${organisation} ${userId} ${key}`),
    fingerprint: ports.ids.hash(JSON.stringify([id, leadId, senderId, recordId])),
    state: 'claimed',
  };
  const told = (outcome: TestResult['outcome'], left: number) => {
    const { subject, missing } = rendered;
    return { kind: 'tested' as const, test: { outcome, to, subject, missing, left } };
  };
  const claim = await claimTest(ports.store, { organisation, user, now }, test);
  if (isRefusal(claim)) return claim;
  if (claim.kind === 'known') {
    if (claim.test.fingerprint !== test.fingerprint) return { kind: 'key-reused' };
    return told(claim.test.state === 'sent' ? 'sent' : 'unknown', claim.left);
  }

  const result = await send(ports, { template, rendered, to, sender: found.sender, id: test.id });
  const isOut = result.kind === 'accepted' || result.kind === 'unknown';
  const settled = isOut ? (result.kind === 'accepted' ? 'sent' : 'unknown') : undefined;
  await settleTest(ports.store, { organisation, marker: claim.marker, now }, test.id, settled);
  if (settled !== undefined) return told(settled, claim.left);
  return { kind: 'conflict', detail: refusalText(result) };
}

type Ready = {
  kind: 'ready';
  template: Template & { kind: MessageChannel };
  rendered: Rendered;
  sender: Sender;
  user: User;
  to: string;
};

async function gather(ports: Ports, request: TestRequest): Promise<Ready | Refusal> {
  const { caller, id, leadId, senderId = caller.userId, recordId, now } = request;
  const { store } = ports;
  const { organisation, userId } = caller;
  const [found, user, sender, access] = await Promise.all([
    readTemplate(ports, { caller, id }),
    store.users.get(organisation, userId),
    loadSender(store, organisation, senderId),
    loadAccessScope(store, caller),
  ]);
  if (found.kind !== 'read') return found;
  const template = found.item;
  if (!canAccess(access, senderId))
    return { kind: 'forbidden', detail: `You cannot send in the name of “${senderId}”.` };
  if (sender === undefined) return { kind: 'not-found', what: 'user', id: senderId };
  if (user === undefined)
    return {
      kind: 'conflict',
      detail: 'You have no record as a user, so no address that a test could go to.',
    };
  if (!isMessage(template))
    return { kind: 'conflict', detail: 'The text of a task is sent to nobody: preview it instead.' };
  const lead = leadId === undefined ? undefined : await readLead(ports, { caller, id: leadId });
  if (lead !== undefined && lead.kind !== 'read') return lead;
  if (lead !== undefined && recordId !== undefined) {
    const record = await readRecordOfLead(ports, { caller, id: recordId, lead: lead.item });
    if (record.kind !== 'read') return record;
  }
  const filled = await renderForLead(ports, { template, sender, recordId, lead: lead?.item ?? asLead(user) });
  if (filled.kind !== 'rendered') return filled;
  const to = channels[template.kind].toUsers ? user.email : channels[template.kind].addressOf(user);
  if (to === undefined)
    return { kind: 'conflict', detail: 'Your record has no phone number that a test could go to.' };
  const obstacle = await obstacleOf(store, { template, filled, sender, now });
  return obstacle === undefined
    ? { kind: 'ready', template, rendered: filled, sender, user, to }
    : { kind: 'conflict', detail: obstacle };
}

const isMessage = (template: Template): template is Template & { kind: MessageChannel } =>
  template.kind !== 'task';

/** The caller as the lead that a test without one is filled in for. */
function asLead(user: User): Pick<Lead, 'firstName' | 'lastName' | 'email' | 'phone' | 'fields'> {
  const [firstName, ...rest] = user.name.split(' ');
  const lastName = rest.length === 0 ? undefined : rest.join(' ');
  return { firstName, lastName, email: user.email, phone: user.phone, fields: {} };
}

/** Why nothing can go out now. */
async function obstacleOf(
  store: Pick<Store, 'holds'>,
  of: { template: Ready['template']; filled: Rendered; sender: Sender; now: Instant },
): Promise<string | undefined> {
  const { template, filled, sender, now } = of;
  const { organisation, id: userId } = sender.user;
  const { carrier } = channels[template.kind];
  if (carrier === 'sms' && !sender.settings.smsService.value) return 'Texts are switched off (E8).';
  const hold = holdOn(await loadHolds(store, organisation), { userId, channel: carrier }, now);
  if (hold !== undefined) return `Nothing is sent at the moment: ${describeReason(hold.reason)}.`;
  const long = tooLong(template.kind, testText(filled, { id: '', to: '' }).text.length);
  if (long !== undefined) return `With its mark the ${long.noun} has more than ${long.most} characters.`;
  return undefined;
}

async function send(
  { outgoing }: Ports,
  of: Pick<Ready, 'template' | 'rendered' | 'to' | 'sender'> & { id: string },
): Promise<SendResult> {
  const { template, rendered, to, sender, id } = of;
  const { mailer, sms, addresses } = await outgoing();
  if (!channels[template.kind].rich) return sms.send(testText(rendered, { id, to }));
  const from = { name: sender.user.name, address: fromAddress(sender, addresses) };
  const html = rendered.html ?? htmlOfText(rendered.text);
  return mailer.send(testMail({ ...rendered, html }, { id, from, to }));
}

type Claimed =
  { kind: 'claimed'; marker: string; left: number } | { kind: 'known'; test: TemplateTest; left: number };

/** Claims a test among those of the day, before the provider is called; one of the day before is known too. */
async function claimTest(
  store: Pick<Store, 'markers'>,
  { organisation, user, now }: { organisation: string; user: User; now: Instant },
  test: TemplateTest,
): Promise<Claimed | Refusal> {
  const today = localDate(now, user.zone);
  const marker = templateTestsMarker(user.id, today);
  const before = await store.markers.get(organisation, templateTestsMarker(user.id, plusDays(today, -1)));
  const earlier = testsOf(before).find(({ id }) => id === test.id);
  if (earlier !== undefined) return { kind: 'known', test: earlier, left: MOST_TESTS };
  const claimed = await change(store.markers, { organisation, id: marker }, (stored) => {
    const tests = testsOf(stored);
    const left = MOST_TESTS - tests.length;
    const known = tests.find(({ id }) => id === test.id);
    if (known !== undefined) return { refuse: { kind: 'known' as const, test: known, left } };
    if (left <= 0) {
      const detail = `You have sent ${MOST_TESTS} tests today, which is the most: go on tomorrow.`;
      return { refuse: { kind: 'conflict' as const, detail } };
    }
    const first = JSON.stringify([...tests, test]);
    return { write: { organisation, id: marker, first, expiresAt: markerExpiry(now) } };
  });
  if (claimed.kind === 'refused') return claimed.why;
  return { kind: 'claimed', marker, left: MOST_TESTS - testsOf(claimed.item).length };
}

/** Writes what became of a claimed test; undefined: it did not go out, and may be sent again. */
async function settleTest(
  store: Pick<Store, 'markers'>,
  { organisation, marker, now }: { organisation: string; marker: string; now: Instant },
  test: string,
  state: 'sent' | 'unknown' | undefined,
): Promise<void> {
  const expiresAt = markerExpiry(now);
  await change(store.markers, { organisation, id: marker }, (stored) => {
    const tests = testsOf(stored).flatMap((one) =>
      one.id === test ? (state === undefined ? [] : [{ ...one, state }]) : [one],
    );
    return { write: { organisation, id: marker, first: JSON.stringify(tests), expiresAt } };
  });
  if (state === undefined) return;
  await change(store.markers, { organisation, id: TEMPLATE_TESTED }, (stored) =>
    stored === undefined
      ? { write: { organisation, id: TEMPLATE_TESTED, first: test, expiresAt } }
      : 'unchanged',
  );
}

function testsOf(marker: { first: string } | undefined): TemplateTest[] {
  return marker === undefined ? [] : templateTests.parse(JSON.parse(marker.first));
}

function refusalText(result: SendResult): string {
  return result.kind === 'refused' || result.kind === 'held'
    ? `The provider refused it (${result.code}): ${result.message}`
    : 'It did not go out.';
}
