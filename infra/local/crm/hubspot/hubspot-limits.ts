import { errorReply, type HubspotReply } from './hubspot-reply.ts';

/** Calls that are let in. Undefined: as many as one likes. */
export type HubspotLimits = {
  daily: number;
  perTenSeconds?: number | undefined;
  searchesPerSecond?: number | undefined;
};

/** Those of HubSpot for a private app. https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
export const hubspotLimits: HubspotLimits = { daily: 625_000, perTenSeconds: 190, searchesPerSecond: 5 };

const messages = {
  DAILY: 'You have reached your daily limit.',
  TEN_SECONDLY_ROLLING: 'You have reached your ten_secondly_rolling limit.',
  SECONDLY: 'You have reached your secondly limit.',
};

export function limitReply(policyName: keyof typeof messages, seconds?: number): HubspotReply {
  return errorReply(429, 'RATE_LIMITS', messages[policyName], {
    errorType: 'RATE_LIMIT',
    policyName,
    ...(seconds !== undefined && { headers: { 'retry-after': String(seconds) } }),
  });
}

/** Counts calls: of a day in UTC, of ten seconds that roll, and searches of a second. */
export class HubspotMeter {
  limits: HubspotLimits;
  #day = '';
  #used = 0;
  #calls: number[] = [];
  #searches: number[] = [];

  constructor(limits: HubspotLimits) {
    this.limits = limits;
  }

  /** Why a call is not let in; undefined: it is, and counts. */
  refusal(now: number, { isSearch }: { isSearch: boolean }): HubspotReply | undefined {
    const { daily, perTenSeconds = Infinity, searchesPerSecond = Infinity } = this.limits;
    const day = new Date(now).toISOString().slice(0, 10);
    if (day !== this.#day) [this.#day, this.#used] = [day, 0];
    this.#calls = this.#calls.filter((at) => at > now - 10_000);
    this.#searches = this.#searches.filter((at) => at > now - 1_000);
    if (this.#used >= daily) return limitReply('DAILY');
    if (this.#calls.length >= perTenSeconds) return limitReply('TEN_SECONDLY_ROLLING');
    if (isSearch && this.#searches.length >= searchesPerSecond) return limitReply('SECONDLY');
    this.#used += 1;
    if (perTenSeconds < Infinity) this.#calls.push(now);
    if (isSearch && searchesPerSecond < Infinity) this.#searches.push(now);
    return undefined;
  }

  /** Headers that tell of it: those of the day to private apps alone. */
  headers({ isPrivate }: { isPrivate: boolean }): Record<string, string> {
    const { daily, perTenSeconds } = this.limits;
    return {
      ...(isPrivate && {
        'x-hubspot-ratelimit-daily': String(daily),
        'x-hubspot-ratelimit-daily-remaining': String(daily - this.#used),
      }),
      ...(perTenSeconds !== undefined && {
        'x-hubspot-ratelimit-interval-milliseconds': '10000',
        'x-hubspot-ratelimit-max': String(perTenSeconds),
        'x-hubspot-ratelimit-remaining': String(perTenSeconds - this.#calls.length),
      }),
    };
  }
}
