import { Duration } from 'aws-cdk-lib';
import { EventBus, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { AppFunction } from './app-function.ts';

/** Where Salesforce relays what changes in it, and whose connection that is. */
export type SalesforceChanges = { eventBus: string; organisation: string };

/**
 * The changes that are read, as change data capture calls them, which is what Event Relay says as the type of the event:
 * https://developer.salesforce.com/docs/platform/event-relay/guide/process-events-rules.html
 */
const changeEvents = ['LeadChangeEvent', 'ContactChangeEvent', 'AccountChangeEvent'];

/**
 * Has a function read Salesforce when it relays a change (B6). The function is told whose connection is to be read, by this
 * template, and nothing of the event. What fails or comes late is not tried again: the next round reads it anyway.
 */
export function wakeByChanges(target: AppFunction, { eventBus, organisation }: SalesforceChanges): void {
  target.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
  new Rule(target, 'salesforce-changes', {
    description: `Wakes ${target.definition.id}: something changed in Salesforce`,
    eventBus: EventBus.fromEventBusName(target, 'salesforce-event-bus', eventBus),
    eventPattern: { source: [eventBus], detailType: changeEvents },
    targets: [
      new LambdaFunction(target.lambda, {
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
        event: RuleTargetInput.fromObject({ changed: 'salesforce', organisation }),
      }),
    ],
  });
}
