/** A request to a stand-in: its path behind the prefix, with what is asked behind it. Names of headers are in small letters. */
export type StandInRequest = {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
};

/** What it answers; `hang-up`: the connection ends without an answer. */
export type StandInAnswer =
  { status: number; headers?: Readonly<Record<string, string>>; body: string } | 'hang-up';

/** A service as far as we call it, with a state of its own. */
export type StandIn = { handle(request: StandInRequest): Promise<StandInAnswer> };
