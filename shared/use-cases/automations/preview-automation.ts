import type { LeadId } from '../../domain/kernel/ids.ts';
import type { Automation, Activation } from '../../domain/automations/automation.ts';
import type { ForecastStep } from '../../domain/forecast/forecast-report.ts';
import { describeTrace } from '../../domain/filters/describe-filter.ts';
import { evaluate } from '../../domain/filters/evaluate.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { matchId, type Subject } from '../../domain/automations/match.ts';
import { walkPages } from '../../ports/walk.ts';
import { makeForecast } from '../forecasts/make-forecast.ts';
import type { ForecastPorts } from '../forecasts/load-under-way.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { subjectsOver, type SubjectPage } from '../matching/subjects-over.ts';

/** Leads or records that a preview looks at. */
const MOST_READ = 1_000;
/** Examples that it names. */
const MOST_EXAMPLES = 10;

export type PreviewExample = { subject: Subject; leadId?: LeadId | undefined; words: string[] };

/** What activating an automation would touch now (E6). */
export type AutomationPreview = {
  read: number;
  matching: number;
  more: boolean;
  examples: PreviewExample[];
  forecast: (Pick<ForecastStep, 'step' | 'outcome' | 'at' | 'userId'> & { leadId: LeadId })[];
};

/**
 * Looks at the first leads or records that an automation may be about, and says which match, why, and when each step would
 * go to the examples (E6, F1): by the functions by which it then matches, plans and sends. What was enrolled before is left
 * out, as it would be.
 */
export async function previewAutomation(
  ports: WholePorts & ForecastPorts,
  request: { caller: Caller; id: string; scope: Activation['scope']; now: Instant },
): Promise<{ kind: 'preview'; preview: AutomationPreview } | Refusal> {
  const { caller, id, scope, now } = request;
  const { organisation } = caller;
  const automation = await ports.store.automations.get(organisation, id);
  if (automation === undefined) return { kind: 'not-found', what: 'automation', id };
  const filter = await ports.store.filters.get(organisation, automation.filterId);
  if (filter === undefined) return { kind: 'not-found', what: 'filter', id: automation.filterId };
  const preview: AutomationPreview = { read: 0, matching: 0, more: false, examples: [], forecast: [] };
  // What is created from now on is not there yet.
  if (scope === 'new') return { kind: 'preview', preview };
  const { over } = filter;
  const list = subjectsOver(ports, { organisation, over, filter: filter.filter, now });
  for await (const page of walkPages(list, { most: MOST_READ })) {
    for (const { subject, leadId, known } of await notTaken(ports, automation, page.items)) {
      const { matches, trace } = evaluate(filter.filter, known);
      if (!matches) continue;
      preview.matching += 1;
      if (preview.examples.length < MOST_EXAMPLES)
        preview.examples.push({
          subject,
          leadId,
          words: describeTrace(trace, known).map(({ words }) => words),
        });
    }
    preview.read += page.items.length;
    preview.more = page.cursor !== undefined;
  }
  const forecast = await forecastOf(ports, { caller, id, preview, now });
  return { kind: 'preview', preview: { ...preview, forecast } };
}

/** Those that the automation has not enrolled yet: a record matches once (E3). */
async function notTaken(
  { store }: WholePorts,
  { organisation, id }: Automation,
  page: SubjectPage['items'],
): Promise<SubjectPage['items']> {
  const matches = await store.matches.getMany(
    organisation,
    page.map(({ subject }) => matchId(id, subject)),
  );
  const taken = new Set(matches.filter(({ times }) => times > 0).map(({ subject }) => subject.id));
  return page.filter(({ subject }) => !taken.has(subject.id));
}

async function forecastOf(
  ports: WholePorts & ForecastPorts,
  of: { caller: Caller; id: string; preview: AutomationPreview; now: Instant },
): Promise<AutomationPreview['forecast']> {
  const { caller, id, preview, now } = of;
  const ids = [...new Set(preview.examples.flatMap(({ leadId }) => leadId ?? []))];
  if (ids.length === 0) return [];
  const query = { sequenceId: id, draft: true, enrollments: [{ leads: { ids } }], taskMinutes: 0 };
  const made = await makeForecast(ports, { caller, query, most: ids.length, now });
  if (made.kind !== 'forecast') return [];
  return made.lines.flatMap(({ leadId, steps }) =>
    ids.includes(leadId)
      ? steps.map(({ step, outcome, at, userId }) => ({ leadId, step, outcome, at, userId }))
      : [],
  );
}
