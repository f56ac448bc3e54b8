import type { Stage } from '../stage.ts';
import { alerts } from './alerts.ts';
import { audited, type Rule, type Violation } from './audited.ts';
import { automations } from './automations.ts';
import { caps } from './caps.ts';
import { crmRecords } from './crm-records.ts';
import { crmRules } from './crm-rules.ts';
import { crmWrites } from './crm-writes.ts';
import { customTasks } from './custom-tasks.ts';
import { deliveries } from './deliveries.ts';
import { ends } from './ends.ts';
import { intervals, invited, reminders } from './feedback.ts';
import { figures } from './figures.ts';
import { forwarded } from './forwarded.ts';
import { once } from './once.ts';
import { order } from './order.ts';
import { overdue } from './overdue.ts';
import { pacing } from './pacing.ts';
import { probes } from './probes.ts';
import { records } from './records.ts';
import { slots } from './slots.ts';
import { told } from './told.ts';
import { windows } from './windows.ts';

const rules: readonly Rule[] = [
  once,
  windows,
  caps,
  pacing,
  ends,
  order,
  probes,
  forwarded,
  intervals,
  reminders,
];

/** What is wrong with what the provider got, and with what the records tell of it. */
export async function audit(stage: Stage): Promise<Violation[]> {
  const all = audited(stage);
  const found = [
    ...rules.flatMap((rule) => rule(all)),
    ...(await records(all)),
    ...(await slots(all)),
    ...(await customTasks(all)),
    ...(await automations(all)),
    ...(await overdue(all)),
    ...(await invited(all)),
    ...(await alerts(all)),
    ...(await crmRecords(all)),
    ...(await crmWrites(all)),
    ...(await crmRules(all)),
    ...(await told(all)),
    ...(await deliveries(all)),
    ...(await figures(all)),
  ];
  return found.toSorted((a, b) => a.at - b.at);
}
