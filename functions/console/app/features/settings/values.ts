import type { Answer } from '../../api/operations.ts';

/** Every setting as it applies at a level, with who decided it. */
export type Applied = Answer<'GET /v1/settings/{scope}/effective'>;
export type SettingName = keyof Applied;
export type ValueOf<Name extends SettingName> = Applied[Name]['value'];
export type Source = Applied[SettingName]['source'];

export type StepType = ValueOf<'unsubscribeRules'>['skips'][number];
export type ScoreReason = keyof ValueOf<'scoring'>['points'];
export type Weekday = ValueOf<'workingDays'>[number];
export type Webhook = NonNullable<ValueOf<'leadWebhooks'>['convert']>;

/** What an editor of a setting gets: the value as it is being changed, and where it stands in what is sent. */
export type ValueEditorProps<Value> = {
  value: Value;
  onChange: (value: Value) => void;
  path: string;
};
export type EditorProps<Name extends SettingName> = ValueEditorProps<ValueOf<Name>>;

/** What is read again once a setting has changed. */
export const changedBySettings = ['GET /v1/settings', 'GET /v1/users/{id}/settings', 'GET /v1/capacity'];
