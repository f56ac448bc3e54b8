/**
 * Custom resource: makes a receipt rule set the active one of its account and Region, which CloudFormation cannot.
 * It never displaces another active set, since that would stop somebody else's mail; it fails and says what to do.
 * The SES client comes with the Lambda runtime.
 */
import {
  DescribeActiveReceiptRuleSetCommand,
  SESClient,
  SetActiveReceiptRuleSetCommand,
} from '@aws-sdk/client-ses';

const ses = new SESClient({});

const activeSet = async () => {
  const { Metadata } = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
  return Metadata?.Name;
};

const apply = async ({ RequestType, ResourceProperties: { RuleSetName: wanted } }) => {
  const active = await activeSet();
  if (RequestType === 'Delete') {
    // A set that is active cannot be deleted after this.
    if (active === wanted) await ses.send(new SetActiveReceiptRuleSetCommand({}));
    return;
  }
  if (active !== undefined && active !== wanted)
    throw new Error(
      `The receipt rule set ${active} is active in this account and Region. Deploy with -c receiptRuleSet=${active} to add the rule to it.`,
    );
  await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: wanted }));
};

export const handler = async (event) => {
  const outcome = await apply(event).then(
    () => ({ Status: 'SUCCESS' }),
    (error) => ({ Status: 'FAILED', Reason: error.message }),
  );
  await fetch(event.ResponseURL, {
    method: 'PUT',
    body: JSON.stringify({
      ...outcome,
      PhysicalResourceId: `active-${event.ResourceProperties.RuleSetName}`,
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
    }),
  });
};
