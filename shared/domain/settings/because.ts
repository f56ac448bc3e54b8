import type { BecauseOf } from '../kernel/because.ts';
import type { SettingName } from './settings.ts';

/** Why an outcome came about (F2). */
export type Because = BecauseOf<SettingName>;
