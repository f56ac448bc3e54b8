declare const kind: unique symbol;

/**
 * A text that names one kind of thing. Any text may become one, since ids come from outside as they are; the id of one
 * kind never stands for that of another.
 */
type Id<Kind extends string> = string & { readonly [kind]?: Kind };

export type LeadId = Id<'lead'>;
export type UserId = Id<'user'>;
export type SequenceId = Id<'sequence'>;
export type StepId = Id<'step'>;
export type TaskId = Id<'task'>;
