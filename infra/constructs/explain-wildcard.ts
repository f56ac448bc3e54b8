import { Stack, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Tells cdk-nag why a right is on resources that bear a `*`. */
export function explainWildcard(scope: Construct, resource: string, reason: string): void {
  const resolved: unknown = Stack.of(scope).resolve(resource);
  Validations.of(scope).acknowledge({ id: `AwsSolutions-IAM5[Resource::${flatten(resolved)}]`, reason });
}

/** The way cdk-nag writes a resource with references in it: `arn:<AWS::Partition>:s3:::bucket/*`. */
function flatten(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const { Ref: reference, 'Fn::Join': join } = resource as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (join !== undefined) return join[1].map(flatten).join(join[0]);
  if (reference !== undefined) return `<${reference}>`;
  throw new Error(
    `Name this resource without attributes, so that its exception can be written down: ${JSON.stringify(resource)}`,
  );
}
