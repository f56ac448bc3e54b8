import type { ConnectionKind } from '#shared/domain/connections/connectors.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { toInstant } from '#shared/domain/time/instants.ts';
import type { Clock } from '../clock.ts';
import { aircallStandIn } from './aircall/aircall-stand-in.ts';
import { calendlyStandIn } from './calendly/calendly-stand-in.ts';
import { genericStandIn } from './generic/generic-stand-in.ts';
import { fillHubspot } from './hubspot/hubspot-data.ts';
import { hubspotStandIn } from './hubspot/hubspot-stand-in.ts';
import { ringoverStandIn } from './ringover/ringover-stand-in.ts';
import { fillSample } from './salesforce/sample.ts';
import type { StoreState } from './salesforce/store.ts';
import { salesforceStandIn, standInApp } from './salesforce/salesforce-stand-in.ts';

/** Who works in the CRMs: told apart by their addresses, so that owners find each other. */
export type Person = { email: string; name: string };
export type People = readonly [Person, Person, Person];

/** Whoever is there from the start on (`seed-first-users.ts`). */
const firstPeople: People = [
  { email: 'user@relance.example', name: 'First user' },
  { email: 'manager@relance.example', name: 'First manager' },
  { email: 'admin@relance.example', name: 'First admin' },
];

const inTwo = ({ email, name }: Person) => {
  const [firstName = '', ...rest] = name.split(' ');
  return { email, firstName, lastName: rest.join(' ') };
};

/** A time-lapse asks a whole day in some seconds: limits of seconds would stand in its way. */
const wide = { daily: 625_000, perTenSeconds: 1_000_000, searchesPerSecond: 1_000_000 };

/** What stand-ins keep for the next process: that of Salesforce its records; the others forget theirs. */
export type KeptStandIns = { salesforce: StoreState };

/**
 * One stand-in of each service, filled as a small firm has them, or with what was kept of a former process. Ids of calls
 * and bookings begin with the present second, so that no process gives one that a former one has given.
 */
export function makeStandIns(clock: Pick<Clock, 'now'>, people: People = firstPeople, kept?: KeptStandIns) {
  const now = (): Instant => toInstant(clock.now());
  const after = Math.floor(now() / 1_000);
  const salesforce = salesforceStandIn({ now });
  const hubspot = hubspotStandIn({ now, limits: wide });
  if (kept === undefined) fillSample(salesforce.driver, people);
  else salesforce.driver.store.restore(kept.salesforce);
  fillHubspot(hubspot.driver, [inTwo(people[0]), inTwo(people[1]), inTwo(people[2])]);
  return {
    salesforce,
    hubspot,
    calendly: calendlyStandIn({ now, after }),
    ringover: ringoverStandIn({ now, after }),
    aircall: aircallStandIn({ now, after }),
    generic: genericStandIn({ now, after }),
  };
}
export type StandIns = ReturnType<typeof makeStandIns>;

/** What connects them, by kind, where they are served under an address. */
export function connecting(
  standIns: StandIns,
  url: string,
): Record<ConnectionKind, { settings: Record<string, string>; credentials: Record<string, string> }> {
  const { clientId, clientSecret } = standInApp;
  const { hubspot, calendly, ringover, aircall, generic } = standIns;
  return {
    salesforce: {
      settings: { domain: `${url}/salesforce`, flow: 'client-credentials' },
      credentials: { clientId, clientSecret },
    },
    hubspot: {
      settings: { apiUrl: `${url}/hubspot`, flow: 'private-app' },
      credentials: { accessToken: hubspot.credentials.accessToken },
    },
    calendly: { settings: {}, credentials: calendly.credentials },
    ringover: { settings: { apiUrl: `${url}/ringover` }, credentials: ringover.credentials },
    aircall: { settings: { apiUrl: `${url}/aircall` }, credentials: aircall.credentials },
    generic: { settings: {}, credentials: generic.credentials },
  };
}
