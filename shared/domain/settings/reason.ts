import type { ReasonOf } from '../kernel/reason.ts';
import type { SettingName } from './settings.ts';

/** Why an outcome came about (F2). */
export type Reason = ReasonOf<SettingName>;
