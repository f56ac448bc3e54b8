import { builtConsole } from '#infra/console/build-console.ts';
import { installBrowser } from './browser.ts';
import { playedSample } from './sample.ts';

/** Makes once what every test of the browser needs: the browser, the console, the sample organisation. */
console.log('Preparing the browser, the console and the sample organisation …');
await Promise.all([installBrowser(), builtConsole()]);
await playedSample();
