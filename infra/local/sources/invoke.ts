import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import type { FunctionDefinition } from '#functions/manifest.ts';
import { account, region } from '../names.ts';

/** What a Lambda entry exports. */
export type LambdaHandler = (event: never, context: never) => Promise<unknown>;

/** Lambda's context without what Node 24 no longer takes. */
type LocalContext = Omit<Context, 'done' | 'fail' | 'succeed'>;

/** A function of the manifest; tests may bring the handler along instead of an entry on disk. */
export type LocalFunction = FunctionDefinition & { handler?: LambdaHandler | undefined };

/** A function ready to be called. Rejects with the handler's error or when its time is up. */
export type Invoke = (event: unknown) => Promise<unknown>;

/** The function did not answer within its timeout. */
export class FunctionTimeoutError extends Error {
  override name = 'FunctionTimeoutError';
}

const root = resolve(import.meta.dirname, '../../..');

/** A function and how to call it. */
export type LoadedFunction = { definition: LocalFunction; invoke: Invoke };

/**
 * Loads the handlers of functions by their entries. One whose entry does not exist is left out, with a warning.
 * @param onInvoked called after each invocation, whatever its outcome.
 */
export async function loadFunctions(
  definitions: readonly LocalFunction[],
  onInvoked: (definition: LocalFunction) => void,
): Promise<LoadedFunction[]> {
  const loaded: LoadedFunction[] = [];
  for (const definition of definitions) {
    const handler = definition.handler ?? (await importHandler(definition));
    if (handler === undefined) continue;
    const invoke: Invoke = async (event) => {
      try {
        return await withTimeout(definition, (context) => handler(event as never, context as never));
      } finally {
        onInvoked(definition);
      }
    };
    loaded.push({ definition, invoke });
  }
  return loaded;
}

async function importHandler(definition: FunctionDefinition): Promise<LambdaHandler | undefined> {
  const file = resolve(root, definition.entry);
  if (!existsSync(file)) {
    console.warn(`local: ${definition.id} is skipped, there is no ${definition.entry}`);
    return undefined;
  }
  const module = (await import(pathToFileURL(file).href)) as { handler?: LambdaHandler };
  if (module.handler === undefined) throw new Error(`${definition.entry} exports no handler.`);
  return module.handler;
}

async function withTimeout<Result>(
  definition: FunctionDefinition,
  run: (context: LocalContext) => Promise<Result>,
): Promise<Result> {
  const end = performance.now() + definition.timeoutSeconds * 1000;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new FunctionTimeoutError(`${definition.id} timed out after ${definition.timeoutSeconds} seconds`),
        ),
      definition.timeoutSeconds * 1000,
    );
  });
  try {
    return await Promise.race([run(contextOf(definition, end)), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function contextOf(definition: FunctionDefinition, end: number): LocalContext {
  const name = `relance-local-${definition.id}`;
  return {
    awsRequestId: randomUUID(),
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${region}:${account}:function:${name}`,
    memoryLimitInMB: String(definition.memoryMb),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(end - performance.now())),
  };
}
