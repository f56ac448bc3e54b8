import * as z from 'zod';

/**
 * What the stacks have and MiniStack 1.5.33 cannot make. Everything else is deployed as it is.
 * Receipt rules: it has no such CloudFormation types, nor the activation that hangs on them.
 */
const unsupportedTypes = [
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

/** A CloudFormation template without what the emulator cannot make, and without waiting for it. */
export function withoutUnsupported(whole: unknown): unknown {
  const { Resources, Outputs, ...rest } = template.parse(whole);
  const isOut = (id: string) => unsupportedTypes.includes(Resources[id]?.Type ?? '');
  return {
    ...rest,
    Resources: Object.fromEntries(
      Object.entries(Resources)
        .filter(([id]) => !isOut(id))
        .map(([id, { DependsOn, ...resource }]) => [
          id,
          { ...resource, ...(DependsOn && { DependsOn: DependsOn.filter((needed) => !isOut(needed)) }) },
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
