import { Random } from '../random.ts';

const DAY_MS = 86_400_000;

/** How an organisation uses its CRM and its telephone. */
export type CrmScenario = {
  /** How Relance signs in; of `web-server` the refresh token rotates. */
  flow: 'client-credentials' | 'web-server';
  /** Seconds that the clock of the CRM is before ours. */
  skew: number;
  takesIn: 'by-rule' | 'all';
  owners: 'in' | 'both';
  /** What of the leads' history is written there. */
  activities: Record<string, 'task' | 'note'>;
  /** Enrolled by the rule in an hour without being asked. */
  asksAbove: number;
  /** Of the leads that are there at first, the CRM knows so many hundredths. */
  knows: number;
};

/** What people of the CRM do, who calls and books, and what our people do because of it; each with how often a day. */
const often = {
  'crm-create': 1.2,
  'crm-change': 1,
  'crm-status': 0.6,
  'crm-owner': 0.4,
  'crm-delete': 0.1,
  'crm-merge': 0.15,
  'crm-convert': 0.15,
  'change-lead': 0.8,
  'skip-tasks': 0.4,
  'go-on': 0.4,
  'look-after-connections': 1,
  'pause-connection': 0.07,
  call: 1.5,
  'forge-call': 0.5,
  book: 0.5,
  'assign-events': 0.3,
} as const;

type CrmActKind = keyof typeof often;
type CrmAct = { at: number; kind: CrmActKind; pick: number; vary: number };

/** The acts that are drawn for organisations with a CRM alone. */
export const crmActKinds: readonly string[] = Object.keys(often);

/** Every second organisation has a CRM. */
export function crmScenarioOf(seed: number): CrmScenario | undefined {
  const random = new Random(seed, 'crm');
  if (seed % 2 === 1) return undefined;
  return {
    flow: random.pick(['client-credentials', 'client-credentials', 'web-server']),
    skew: random.pick([0, random.between(-45, 45)]),
    takesIn: random.pick(['by-rule', 'by-rule', 'all']),
    owners: random.pick(['in', 'both']),
    activities: random.pick<CrmScenario['activities']>([
      {},
      { mail: 'task', call: 'task' },
      { call: 'note', task: 'task' },
    ]),
    asksAbove: random.between(1, 4),
    knows: random.pick([20, 50, 80]),
  };
}

/** What happens around the CRM and the telephone, in order of time. */
export function crmActsOf(seed: number, { start, days }: { start: number; days: number }): CrmAct[] {
  const random = new Random(seed, 'crm acts');
  return Object.entries(often).flatMap(([kind, aDay]) =>
    Array.from({ length: Math.ceil(aDay * days) }, () => ({
      at: start + random.between(60_000, days * DAY_MS),
      kind: kind as CrmActKind,
      pick: random.between(0, 100_000),
      vary: random.between(0, 100_000),
    })),
  );
}
