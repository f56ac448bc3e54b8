import { Stack, type App } from 'aws-cdk-lib';
import { functions } from '#functions/manifest.ts';
import { AppFunction, type FunctionSettings } from '../constructs/app-function.ts';
import { wakeByChanges, type SalesforceChanges } from '../constructs/salesforce-changes.ts';
import { grantAll, type Grantable } from '../constructs/grants.ts';
import { isEventTrigger, wake } from '../constructs/triggers.ts';

/** The function that works off what services tell. */
const FOLLOWS_CHANGES = 'follow-events';

/** What works by itself: every function that a queue, a stream or the clock wakes. */
export class EngineStack extends Stack {
  constructor(
    app: App,
    stackName: string,
    settings: FunctionSettings,
    from: Grantable,
    /** Undefined: what changes in Salesforce is not relayed, but read every five minutes. */
    salesforceChanges: SalesforceChanges | undefined,
  ) {
    super(app, stackName, { description: 'Relance: the functions that run sequences' });
    for (const definition of functions) {
      if (!isEventTrigger(definition.trigger)) continue;
      const target = new AppFunction(this, definition, settings);
      grantAll(target, from);
      wake(target, definition.trigger, from, settings.names);
      if (definition.id === FOLLOWS_CHANGES && salesforceChanges !== undefined)
        wakeByChanges(target, salesforceChanges);
    }
  }
}
