import { genericStandIn } from '#infra/local/crm/generic/generic-stand-in.ts';
import type { Message } from '#infra/local/crm/message.ts';
import type { Told } from '../history.ts';
import { admin, type Stage } from '../stage.ts';
import { at, type Doings } from './acting.ts';

/** Calls last so many seconds and more, each of another length, by which it is told. */
const SHORTEST = 100;
const FORGED = 50_000;
/** Milliseconds after which a message is too old to be believed. */
const TOO_OLD_MS = 11 * 60_000;
const strangers = ['+33699999901', '+33699999902'];

/** Who calls and books, who pretends to, and who says whose that was. */
export const calls = {
  async call(stage, { pick, vary }) {
    const { telephone } = stage.world;
    const seconds = SHORTEST + stage.history.told.length;
    const phone = phoneOf(stage, pick, vary);
    const told = note(stage, { what: 'call', mark: String(seconds), whom: phone, isForged: false });
    if (vary % 2 === 0) {
      const id = telephone.aircall.call({
        phone,
        seconds,
        direction: vary % 3 === 0 ? 'outbound' : 'inbound',
      });
      await tellTimes(stage, 'aircall', told, () => telephone.aircall.message(id), vary);
      return;
    }
    const direction = vary % 3 === 0 ? ('outgoing' as const) : ('incoming' as const);
    const startedAt = new Date(stage.world.agenda.now - seconds * 1_000).toISOString();
    const id = `call-${seconds}`;
    const { body } = telephone.generic.message({ id, phone, seconds, direction, startedAt });
    // Signed anew each time, under the same id.
    await tellTimes(stage, 'generic', told, () => telephone.generic.signed(body, `msg_${id}`), vary);
  },
  async 'forge-call'(stage, { pick, vary }) {
    const { telephone, agenda } = stage.world;
    const seconds = FORGED + stage.history.told.length;
    const phone = phoneOf(stage, pick, 1);
    const told = note(stage, { what: 'call', mark: String(seconds), whom: phone, isForged: true });
    const generic = genericStandIn({
      now: () => agenda.now,
      secret: `whsec_${Buffer.from('the secret of somebody else, 32+').toString('base64')}`,
    });
    const aircall = (token: string): Message => {
      const data = { id: 700_000_000 + seconds, direction: 'inbound', raw_digits: phone, duration: seconds };
      const body = {
        resource: 'call',
        event: 'call.ended',
        timestamp: Math.floor(agenda.now / 1_000),
        token,
        data,
      };
      return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    };
    switch (vary % 4) {
      case 0:
        await tell(stage, 'generic', told, generic.message({ phone, seconds }));
        return;
      case 1:
        await tell(stage, 'aircall', told, aircall('not-the-token'));
        return;
      case 2:
        // With the right token, of a call that the system knows nothing of.
        await tell(stage, 'aircall', told, aircall(telephone.aircall.credentials.webhookToken));
        return;
      default: {
        // Said by the system itself, and held back by somebody.
        const message = telephone.generic.message({ phone, seconds });
        await pass(stage, TOO_OLD_MS);
        await tell(stage, 'generic', told, message);
      }
    }
  },
  async book(stage, { pick, vary }) {
    const { telephone, agenda } = stage.world;
    const lead = vary % 4 === 0 ? undefined : at(stage.scenario.leads, pick);
    const email = lead?.email ?? 'nobody@stranger.example';
    const startsAt = new Date(Math.floor(agenda.now / 1_000) * 1_000 + 3 * 86_400_000).toISOString();
    const demo = `Demo ${stage.history.told.length}`;
    const told = note(stage, { what: 'booking', mark: demo, whom: email, isForged: false });
    const { id, message } = telephone.calendly.book({ email, startsAt, demo });
    if (vary % 5 === 0) {
      told.isForged = true;
      const headers = {
        ...message.headers,
        'calendly-webhook-signature': `t=${Math.floor(agenda.now / 1_000)},v1=${'0'.repeat(64)}`,
      };
      await tell(stage, 'calendly', told, { ...message, headers });
      return;
    }
    await tell(stage, 'calendly', told, message);
    if (vary % 3 === 0) await tell(stage, 'calendly', told, message);
    const cancelled = vary % 7 === 0 ? telephone.calendly.cancel(id) : undefined;
    if (cancelled !== undefined)
      await tell(stage, 'calendly', { ...told, sure: undefined }, cancelled.message);
  },
  async 'assign-events'({ people, leads }, { pick, vary }) {
    const { body } = await people.ask(admin, 'GET', '/v1/incoming-events', { query: { limit: '20' } });
    const event = at<{ id: string }>(body?.items ?? [], pick);
    const lead = at([...leads.values()], vary);
    if (event === undefined || lead === undefined) return;
    const path = `/v1/incoming-events/${event.id}`;
    if (vary % 5 === 0) await people.ask(admin, 'POST', `${path}/ignore`);
    else await people.ask(admin, 'POST', `${path}/assign`, { body: { leadId: lead } });
  },
} satisfies Doings;

/** Mostly that of a lead. */
function phoneOf({ scenario }: Stage, pick: number, vary: number): string {
  const stranger = at(strangers, pick) ?? '';
  return vary % 5 === 0 ? stranger : (at(scenario.leads, pick)?.phone ?? stranger);
}

function note({ history, world }: Stage, of: Omit<Told, 'begun' | 'sure'>): Told {
  const told: Told = { ...of, begun: world.order, sure: undefined };
  history.told.push(told);
  return told;
}

async function tell({ people, world }: Stage, kind: string, told: Told, message: Message): Promise<void> {
  const status = await people.send(world.telephone.addresses.get(kind) ?? '', message);
  if (status === 200) told.sure ??= world.order;
}

/** Systems tell again what was answered too late, each time with the time of telling. */
async function tellTimes(
  stage: Stage,
  kind: string,
  told: Told,
  message: () => Message,
  vary: number,
): Promise<void> {
  const again = [[], [1_000], [90_000], [500, 3_600_000]][vary % 4] ?? [];
  await tell(stage, kind, told, message());
  for (const ms of again) {
    await pass(stage, ms);
    await tell(stage, kind, told, message());
  }
}

function pass({ world }: Stage, ms: number): Promise<void> {
  return new Promise((resolve) => {
    world.agenda.in(ms, resolve);
  });
}
