import { Stack, type App } from 'aws-cdk-lib';
import { functions } from '#functions/manifest.ts';
import { AppFunction, type FunctionSettings } from '../constructs/app-function.ts';
import { grantAll, type Grantable } from '../constructs/grants.ts';
import { isEventTrigger, wake } from '../constructs/triggers.ts';

/** What works by itself: every function that a queue, a stream or the clock wakes. */
export class EngineStack extends Stack {
  constructor(app: App, stackName: string, settings: FunctionSettings, from: Grantable) {
    super(app, stackName, { description: 'Relance: the functions that run sequences' });
    for (const definition of functions) {
      if (!isEventTrigger(definition.trigger)) continue;
      const target = new AppFunction(this, definition, settings);
      grantAll(target, from);
      wake(target, definition.trigger, from, settings.names);
    }
  }
}
