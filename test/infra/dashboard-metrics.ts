import * as z from 'zod';

const body = z.object({
  widgets: z.array(z.object({ properties: z.object({ metrics: z.array(z.unknown()).optional() }) })),
});

/** How many metrics a dashboard of a template refers to: one of more than fifty is not free. */
export function dashboardMetrics({ DashboardBody }: Record<string, unknown>): number {
  return body
    .parse(JSON.parse(resolved(DashboardBody)))
    .widgets.reduce((sum, { properties }) => sum + (properties.metrics?.length ?? 0), 0);
}

/** A text of a template, with a placeholder for what CloudFormation fills in. */
function resolved(value: unknown): string {
  if (typeof value === 'string') return value;
  const joined = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }).safeParse(value);
  if (!joined.success) return 'x';
  const [separator, parts] = joined.data['Fn::Join'];
  return parts.map(resolved).join(separator);
}
