import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prodStage, resourcesOf, synthesize, type Resource } from './synthesized.ts';

/** Bytes that Lambda allows all variables of a function, as https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html says. */
const LIMIT = 4_096;

/** As long as AWS makes what CloudFormation fills in. */
const inAws: Record<string, string> = {
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'ap-southeast-1',
  'AWS::URLSuffix': 'amazonaws.com.cn',
  'AWS::AccountId': '123456789012',
};
const longestArn = `arn:aws:iam::123456789012:role/${'r'.repeat(64)}`;

/** A value as CloudFormation hands it over, with names of AWS at their longest. */
function filledIn(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref: reference, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (join !== undefined) return join[1].map(filledIn).join(join[0]);
  return inAws[reference ?? ''] ?? longestArn;
}

function sizeOf({ Properties }: Resource): number {
  const variables = (Properties.Environment?.Variables ?? {}) as Record<string, unknown>;
  const filled = Object.entries(variables).map(([name, value]) => [name, filledIn(value)]);
  return Buffer.byteLength(JSON.stringify(Object.fromEntries(filled)));
}

test('the variables of a function fit what Lambda allows, however long the names of a stage are', () => {
  const domain = `follow-up-for-our-customers.a-long-name-of-a-company.example`;
  const longest = synthesize({
    ...prodStage,
    name: 'prod-europe1',
    organisation: 'acmefrance',
    domain,
    from: `a.salesperson.with.a.long.name@${domain}`,
    replyDomain: `replies-to-sales.${domain}`,
    ownHost: {
      name: `links.${domain}`,
      certificateArn: 'arn:aws:acm:ap-southeast-1:123456789012:certificate/0a1b2c3d',
    },
    texts: { by: 'end-user-messaging', identity: `pool-${'0'.repeat(32)}` },
    upgradeFrom: undefined,
  });
  for (const resource of resourcesOf(longest, 'AWS::Lambda::Function')) {
    const size = sizeOf(resource);
    assert.ok(size < LIMIT * 0.9, `${String(resource.Properties.FunctionName)}: ${size} bytes`);
  }
});
