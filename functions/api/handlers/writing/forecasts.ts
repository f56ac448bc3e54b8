import { mostLeadsDirectly, type forecastOperations } from '#shared/contracts/api/forecasts.ts';
import { describeReason } from '#shared/domain/activity/describe-reason.ts';
import { describeUnpredictable } from '#shared/domain/forecast/unpredictable.ts';
import type { ForecastLine } from '#shared/domain/forecast/forecast-report.ts';
import { warningView } from '#shared/use-cases/enrollments/warning-view.ts';
import type { Forecast } from '#shared/use-cases/forecasts/make-forecast.ts';
import type { NotForecast } from '#shared/use-cases/forecasts/load-under-way.ts';
import { makeForecast } from '#shared/use-cases/forecasts/make-forecast.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

function shownNot({ enrollment, reason }: NotForecast) {
  const { id: enrollmentId, leadId } = enrollment;
  return { enrollmentId, leadId, why: reason.why, words: describeUnpredictable(reason) };
}

function shownLine({ steps, end, ...line }: ForecastLine, stepNames: Forecast['stepNames']) {
  return {
    ...line,
    steps: steps.map((step) => ({
      ...step,
      name: stepNames(line.sequenceId, step.step),
      words: step.because.map(describeReason),
    })),
    ...(end && { end: { ...end, words: describeReason(end.because) } }),
  };
}

export const forecastHandlers: WritingHandlers<typeof forecastOperations> = {
  makeForecast: async (ports, { caller, body, now }) => {
    const made = await makeForecast(ports, { caller, query: body, most: mostLeadsDirectly, now });
    if (made.kind !== 'forecast') return made;
    const { at, totals, lines, alreadyEnrolled, stepNames } = made;
    const load = made.load.map((day) => ({ ...day, full: day.cap !== null && day.used >= day.cap }));
    const fullDays = load.filter(({ full }) => full).length;
    return {
      kind: 'ok',
      body: {
        at,
        totals: { ...totals, fullDays },
        leads: lines.map((line) => shownLine(line, stepNames)),
        load,
        notForecast: made.unpredictable.map(shownNot),
        alreadyEnrolled,
        warnings: made.warnings.map(warningView),
      },
    };
  },
};
