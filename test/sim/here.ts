import type { Store } from '#shared/ports/store.ts';
import type { StatisticsTable } from '#shared/adapters/statistics-table.ts';
import type { TokenBucket } from '#shared/adapters/rate-limited-mailer.ts';
import { currentProcess, type Process } from './process.ts';
import type { CrmService } from './crm/crm-service.ts';
import type { TelephoneService } from './crm/telephone-service.ts';
import type { Provider } from './provider.ts';
import type { Schedules } from './schedules.ts';
import type { Surroundings } from './surroundings.ts';

/** What functions reach in their world: the services of AWS, and whoever is behind them. */
export type Services = {
  readonly store: Store;
  /** The table of statistics, call by call. */
  readonly statistics: StatisticsTable;
  readonly provider: Pick<Provider, 'sendMail' | 'sendText' | 'sendRate'>;
  readonly crm: Pick<CrmService, 'call'>;
  readonly telephone: Pick<TelephoneService, 'ask'>;
  readonly schedules: Pick<Schedules, 'create' | 'remove' | 'get'>;
  readonly tokens: TokenBucket;
  readonly files: Map<string, Buffer>;
  /** What is in Secrets Manager, by name. */
  readonly secrets: Map<string, string>;
  /** Ids of webhooks that the receiver took. */
  readonly webhooks: string[];
  newId: () => string;
};

/** An invocation, with all that it reaches. */
export type HereProcess = Process<Surroundings & Services>;

/** The invocation that the code which asks is part of. @throws outside of any */
export function here(): HereProcess {
  const process = currentProcess();
  if (process === undefined) throw new Error('This is used by a function only.');
  // Worlds alone make processes, and have all services.
  return process as HereProcess;
}
