import { liveFirstDay, whoIsNew } from './first-day.ts';
import { testInAnother } from './in-two-languages.ts';

testInAnother(whoIsNew, liveFirstDay);
