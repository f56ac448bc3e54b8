import { admin } from '../stage.ts';
import { at, type Doings } from './acting.ts';

/** What keeps back all sending: holds of people, and the provider’s account. */
export const sending = {
  async hold(stage, { pick, vary }) {
    const user = at(stage.scenario.users, vary);
    const id =
      at(
        ['organisation.all', 'organisation.mail', `sender.${user?.id}.all`, `sender.${user?.id}.sms`],
        pick,
      ) ?? '';
    if (stage.history.held.some((one) => one.id === id && one.released === Infinity)) return;
    const answer = await stage.people.ask(admin, 'PUT', `/v1/holds/${id}`, { body: { note: 'wait' } });
    if (answer.status < 300) stage.history.held.push({ id, sure: stage.world.order, released: Infinity });
  },
  async release(stage, { pick }) {
    const held = at(
      stage.history.held.filter(({ released }) => released === Infinity),
      pick,
    );
    if (held === undefined) return;
    held.released = stage.world.order;
    await stage.people.ask(admin, 'DELETE', `/v1/holds/${held.id}`);
  },
  async account({ world }, { pick, vary }) {
    const { provider, agenda } = world;
    const channel = vary % 4 === 0 ? 'sms' : 'mail';
    provider.account = {
      ...provider.account,
      [channel]: at(['paused', 'quota', 'sandbox'] as const, pick) ?? 'good',
    };
    world.log(`the account may not send: ${JSON.stringify(provider.account)}`);
    agenda.in(60_000 + (vary % 40) * 3_600_000, () => {
      provider.account = { ...provider.account, [channel]: 'good' };
      world.log(`the account may send: ${JSON.stringify(provider.account)}`);
    });
  },
} satisfies Doings;
