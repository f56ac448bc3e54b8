import { changesOf, readHistory } from './history.ts';

/** Prints what the last measurement of a history (`npm run bench -- --json FILE`) changed from the one before. */
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('node test/bench/compare.ts FILE');
const [before, after] = readHistory(file).slice(-2);
if (before === undefined || after === undefined) console.log('There are not two measurements yet.');
else console.log(changesOf([before, after]).join('\n') || 'Nothing changed by more than a hundredth.');
