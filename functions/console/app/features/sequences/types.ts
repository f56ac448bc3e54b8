import type { Answer, ItemOf } from '../../api/operations.ts';

export type Sequence = Answer<'GET /v1/sequences/{id}'>;
export type ListedSequence = ItemOf<'GET /v1/sequences'>;
export type Version = ItemOf<'GET /v1/sequences/{id}/versions'>;
export type Draft = Sequence['draft'];
export type Step = Draft['steps'][number];
export type StepType = Step['type'];
export type Unit = Step['wait']['unit'];
export type Weekday = NonNullable<Step['weekdays']>[number];
export type StepPreview = Answer<'POST /v1/sequences/{id}/preview'>['steps'][number];
export type Validation = Answer<'POST /v1/sequences/{id}/validate'>;
export type Difference = Answer<'POST /v1/sequences/{id}/draft/difference'>;
