/**
 * Custom resource: makes a receipt rule set the active one of its account and Region, which CloudFormation cannot.
 * It never displaces another active set, since that would stop somebody else's mail; it fails and says what to do.
 * The SES client comes with the Lambda runtime.
 */
import { setTimeout as pause } from 'node:timers/promises';
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

/**
 * Puts the outcome where CloudFormation waits for it, an hour if need be. The URL is signed for no content type: with the
 * one that `fetch` sends of itself it may be refused. Throws once it was refused five times, so that Lambda calls again.
 */
const answer = async (url, body) => {
  for (let tries = 1; ; tries += 1) {
    const refusal = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' } }).then(
      ({ ok, status }) => (ok ? undefined : `status ${status}`),
      (error) => String(error),
    );
    if (refusal === undefined) return;
    console.error('CloudFormation did not take the outcome', refusal);
    if (tries === 5) throw new Error(`CloudFormation did not take the outcome: ${refusal}`);
    await pause(tries * 200);
  }
};

export const handler = async (event) => {
  const outcome = await apply(event).then(
    () => ({ Status: 'SUCCESS' }),
    (error) => ({ Status: 'FAILED', Reason: error.message }),
  );
  await answer(
    event.ResponseURL,
    JSON.stringify({
      ...outcome,
      PhysicalResourceId: `active-${event.ResourceProperties.RuleSetName}`,
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
    }),
  );
};
