import { defaultSettings, type Settings } from '#shared/domain/settings/settings.ts';
import type { Written } from '../claims.ts';
import { claimOf, leadOf, stepOfMessage } from '../messages.ts';
import type { Received } from '../provider.ts';
import type { Person } from '../scenario.ts';
import type { Stage } from '../stage.ts';

/** What was found to be wrong, in words that say what was expected. */
export type Violation = {
  rule: string;
  /** The enrollment whose record tells more. */
  enrollment?: string | undefined;
  at: number;
  expected: string;
};

/** A message with all that it says of itself, and the claim that it went out under. */
export type Message = Received & {
  lead: string;
  sequence: string;
  step: string;
  enrollment: string;
  /** Undefined: nobody claimed it, and it went out. */
  claim: Written | undefined;
  /** Whether a person sent it from a task. */
  byHand: boolean;
  user: Person;
  leadZone: string | undefined;
};

/** What a rule is asked of. */
export type Audited = {
  stage: Stage;
  /** What the provider got, in order. */
  messages: readonly Message[];
  /** Settings that may have held for a user between two moments. */
  settingsOf: (user: Person, from: number, to: number) => Settings[];
};

export type Rule = (audited: Audited) => Violation[];

/** A wake-up may come so much before its instant, in milliseconds. */
export const EARLY_MS = 2_000;

/** Reads the provider's journal, once for all rules. */
export function audited(stage: Stage): Audited {
  return {
    stage,
    messages: stage.world.provider.received.map((received) => messageOf(stage, received)),
    settingsOf({ id }, from, to) {
      const { history } = stage;
      const own = history.possible(`user.${id}`, from, to);
      return history
        .possible('organisation', from, to)
        .flatMap((values) => own.map((exception) => ({ ...defaultSettings, ...values, ...exception })));
    },
  };
}

function messageOf(stage: Stage, received: Received): Message {
  const { sequence, step } = stepOfMessage(received);
  const lead = leadOf(stage, received);
  const claim = claimOf(stage, received);
  const user = stage.users.find(({ name }) => name === received.sender);
  const leadName = [...stage.leads].find(([, other]) => other === lead)?.[0];
  return {
    ...received,
    lead,
    sequence,
    step,
    enrollment:
      claim?.enrollment ?? received.tags['enrollment']?.replaceAll('_', '.') ?? `${lead}.${sequence}.?`,
    claim,
    byHand: received.by.functionId === 'api-sending',
    user: user ?? { id: 'nobody', name: received.sender, zone: 'UTC' },
    leadZone: stage.scenario.leads.find(({ name }) => name === leadName)?.zone,
  };
}
