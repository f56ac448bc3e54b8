import * as z from 'zod';

/**
 * What the stacks have and MiniStack 1.5.33 cannot make. Everything else is deployed as it is.
 * Receipt rules and saved queries: it has no such CloudFormation types, nor the activation that hangs on the rules.
 */
const unsupportedTypes = [
  'AWS::Logs::QueryDefinition',
  'AWS::SES::ReceiptRuleSet',
  'AWS::SES::ReceiptRule',
  'Custom::ActiveReceiptRuleSet',
];
/** DKIM records of an identity: it does not give them out, so the outputs that print them fail. */
const unsupportedAttribute = 'DkimDNSToken';

const template = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      DependsOn: z.union([z.string().transform((one) => [one]), z.array(z.string())]).optional(),
    }),
  ),
  Outputs: z.record(z.string(), z.unknown()).optional(),
});

/**
 * Where permissions are checked, the emulator reads the resource of these requests otherwise than AWS: a schedule is always
 * one of the group `default`, a mail has none, a secret that another stack made goes unrecognised. That the action is
 * granted is checked; on what, by test/infra/manifest.test.ts.
 */
const resourceMisread = /^(scheduler:|ses:SendEmail|secretsmanager:GetSecretValue)/;

/** A policy statement that grants the same actions on everything, if the emulator misreads their resource. */
function widened(value: unknown): unknown {
  const statement = z
    .looseObject({ Action: z.union([z.string(), z.array(z.string())]), Resource: z.unknown() })
    .safeParse(value);
  if (!statement.success) return value;
  const actions = [statement.data.Action].flat();
  return actions.every((action) => resourceMisread.test(action))
    ? { ...statement.data, Resource: '*' }
    : value;
}

const watched = z.looseObject({
  MetricStat: z.looseObject({
    Metric: z.record(z.string(), z.unknown()),
    Period: z.number(),
    Stat: z.string(),
  }),
});
const summed = z.looseObject({ Metrics: z.array(z.looseObject({})) });

/** An alarm on a sum of metrics, which the emulator does not know, as one on the first of them. */
function alarmOnOne(properties: unknown): unknown {
  const alarm = summed.safeParse(properties);
  if (!alarm.success) return properties;
  const { Metrics, ...rest } = alarm.data;
  const first = Metrics.map((metric) => watched.safeParse(metric)).find(({ success }) => success)?.data;
  if (first === undefined) return properties;
  const { Metric, Period, Stat } = first.MetricStat;
  return { ...rest, ...Metric, Period, Statistic: Stat };
}

/** The emulator speaks plain HTTP: statements that refuse that are turned to refuse TLS instead, which nobody uses here. */
const plainHttp = { refused: '"aws:SecureTransport":"false"', allowed: '"aws:SecureTransport":"true"' };

/** How a template begins the URL of a queue: a client asks that host, which is the emulator's here. */
const queueHost = '"https://sqs.",{"Ref":"AWS::Region"},".",{"Ref":"AWS::URLSuffix"},"/"';

/** A CloudFormation template without what the emulator at `url` cannot make, and without waiting for it. */
export function withoutUnsupported(whole: unknown, url: string): unknown {
  const adapted = JSON.stringify(whole, (_key, value: unknown) => widened(value))
    .replaceAll(plainHttp.refused, plainHttp.allowed)
    .replaceAll(queueHost, `"${url}/"`);
  const { Resources, Outputs, ...rest } = template.parse(JSON.parse(adapted));
  const isOut = (id: string) => unsupportedTypes.includes(Resources[id]?.Type ?? '');
  return {
    ...rest,
    Resources: Object.fromEntries(
      Object.entries(Resources)
        .filter(([id]) => !isOut(id))
        .map(([id, { DependsOn, ...resource }]) => [
          id,
          {
            ...resource,
            ...(resource.Type === 'AWS::CloudWatch::Alarm' && {
              Properties: alarmOnOne(resource['Properties']),
            }),
            ...(DependsOn && { DependsOn: DependsOn.filter((needed) => !isOut(needed)) }),
          },
        ]),
    ),
    ...(Outputs && {
      Outputs: Object.fromEntries(
        Object.entries(Outputs).filter(
          ([, output]) => !JSON.stringify(output).includes(unsupportedAttribute),
        ),
      ),
    }),
  };
}

/** Roles of `cdk bootstrap` that the CDK would assume: where permissions are checked, the emulator refuses them. */
const bootstrapRoles = ['assumeRoleArn', 'cloudFormationExecutionRoleArn', 'lookupRole'];

/** An asset list or manifest of the CDK whose deployment goes on with the credentials that it began with. */
export function withoutRoles(whole: unknown): unknown {
  return JSON.parse(
    JSON.stringify(whole, (key, value: unknown) => (bootstrapRoles.includes(key) ? undefined : value)),
  );
}
