import { parentPort } from 'node:worker_threads';
import { worstTexts } from './worst-texts.ts';

/** Matches an expression with each of its worst texts, in every way in which sources use one, and says when it is ready and when it is through. */
parentPort?.on('message', ({ source, flags, length }: { source: string; flags: string; length: number }) => {
  const expression = new RegExp(source, flags);
  let steps = 0;
  for (const text of worstTexts(source, flags, length)) {
    expression.lastIndex = 0;
    steps += text.replace(expression, '').length;
  }
  parentPort?.postMessage(steps);
});

parentPort?.postMessage('ready');
