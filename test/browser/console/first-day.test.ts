import { liveFirstDay, whoIsNew } from './first-day.ts';
import { testInEnglish } from './in-two-languages.ts';

testInEnglish(whoIsNew, liveFirstDay);
