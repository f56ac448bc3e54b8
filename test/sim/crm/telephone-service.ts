import { aircallStandIn, type AircallStandIn } from '#infra/local/crm/aircall/aircall-stand-in.ts';
import { calendlyStandIn, type CalendlyStandIn } from '#infra/local/crm/calendly/calendly-stand-in.ts';
import { genericStandIn, type GenericStandIn } from '#infra/local/crm/generic/generic-stand-in.ts';
import type { Process } from '../process.ts';
import type { Random } from '../random.ts';
import type { Surroundings } from '../surroundings.ts';

const HOUR_MS = 3_600_000;

/** The telephone systems and the calendar of an organisation, and one that can be asked again. */
export class TelephoneService {
  readonly generic: GenericStandIn;
  readonly aircall: AircallStandIn;
  readonly calendly: CalendlyStandIn;
  /** Where each sends what happens, by its kind: a path. */
  readonly addresses = new Map<string, string>();
  readonly #world: Surroundings;
  readonly #random: Random;
  #silentUntil = 0;

  constructor(world: Surroundings, random: Random) {
    const of = { now: () => world.agenda.now };
    this.#world = world;
    this.#random = random;
    this.generic = genericStandIn(of);
    this.aircall = aircallStandIn(of);
    this.calendly = calendlyStandIn(of);
  }

  /** A request of a function for a call. @throws as `fetch` does where no answer came */
  ask(process: Process, url: string, headers: Readonly<Record<string, string>>): Promise<Response> {
    const { pathname: path } = new URL(url);
    return process.call('telephone.ask', () => this.#answer(path, headers), this.#random.between(20, 300));
  }

  async #answer(path: string, headers: Readonly<Record<string, string>>): Promise<Response> {
    const { agenda, faults } = this.#world;
    if (faults.happens('crm-silent'))
      this.#silentUntil = agenda.now + this.#random.between(HOUR_MS / 2, 9 * HOUR_MS);
    const isSilent = agenda.now < this.#silentUntil && !faults.calm;
    if (isSilent || faults.happens('crm-answer-lost')) throw new TypeError('fetch failed');
    if (faults.happens('crm-limited')) return new Response('{}', { status: 429 });
    const answer = await this.aircall.handle({ method: 'GET', path, headers, body: '' });
    if (answer === 'hang-up') throw new TypeError('fetch failed');
    return new Response(answer.body, { status: answer.status });
  }
}
