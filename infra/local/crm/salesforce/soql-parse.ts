/**
 * The part of SOQL that is understood: fields or COUNT() of one object, comparisons joined by AND or OR, an order and a
 * limit. Like the real one it takes no mixture of AND and OR without parentheses, and no text without quotes.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm
 */
export type Literal =
  { kind: 'text' | 'instant' | 'date'; text: string } | { kind: 'value'; value: number | boolean | null };
export type Comparison = { kind: 'compare'; field: string; operator: string; values: Literal[] };
export type Condition = Comparison | { kind: 'and' | 'or'; of: Condition[] };
export type Query = {
  fields: string[] | 'count';
  entity: string;
  where?: Condition;
  order: { field: string; descending: boolean }[];
  limit?: number;
};

/** What the real one answers with MALFORMED_QUERY. */
export class SoqlError extends Error {
  override readonly name = 'SoqlError';
}

type Token = { kind: 'word' | 'text' | 'sign' | 'literal'; text: string };
const tokens =
  /\s+|'((?:[^'\\]|\\[\\'"nNrRtTbBfF])*)'|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)|\d{4}-\d\d-\d\d|-?\d+(?:\.\d+)?)|([A-Za-z][A-Za-z0-9_.]*)|(<=|>=|!=|[=<>(),])/y;
const unescaped: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function tokensIn(soql: string): Token[] {
  const found: Token[] = [];
  tokens.lastIndex = 0;
  while (tokens.lastIndex < soql.length) {
    const at = tokens.lastIndex;
    const match = tokens.exec(soql);
    if (match === null) throw new SoqlError(`unexpected token at ${at}: ${soql.slice(at, at + 20)}`);
    const [, text, literal, word, sign] = match;
    if (text !== undefined)
      found.push({
        kind: 'text',
        text: text.replace(/\\(.)/g, (_, one: string) => unescaped[one.toLowerCase()] ?? one),
      });
    else if (literal !== undefined) found.push({ kind: 'literal', text: literal });
    else if (word !== undefined) found.push({ kind: 'word', text: word });
    else if (sign !== undefined) found.push({ kind: 'sign', text: sign });
  }
  return found;
}

/** Reads a query. @throws SoqlError */
export function parseSoql(soql: string): Query {
  const all = tokensIn(soql);
  let at = 0;
  const next = (): Token => all[at++] ?? fail('end of query');
  const fail = (what: string): never => {
    throw new SoqlError(`unexpected token: ${what}`);
  };
  const isWord = (text: string): boolean => all[at]?.kind === 'word' && all[at]?.text.toUpperCase() === text;
  const takeWord = (text: string): boolean => isWord(text) && (at++, true);
  const isSign = (text: string): boolean => all[at]?.kind === 'sign' && all[at]?.text === text;
  const takeSign = (text: string): boolean => isSign(text) && (at++, true);
  const needWord = (text: string): void => {
    if (!takeWord(text)) fail(all[at]?.text ?? 'end of query');
  };
  const needSign = (text: string): void => {
    if (!takeSign(text)) fail(all[at]?.text ?? 'end of query');
  };
  const name = (): string => {
    const token = next();
    return token.kind === 'word' ? token.text : fail(token.text);
  };
  const literal = (): Literal => {
    const { kind, text } = next();
    if (kind === 'text') return { kind: 'text', text };
    if (kind === 'literal' && text.includes('T')) return { kind: 'instant', text };
    if (kind === 'literal' && /^\d{4}-/.test(text)) return { kind: 'date', text };
    if (kind === 'literal') return { kind: 'value', value: Number(text) };
    const word = kind === 'word' ? text.toLowerCase() : '';
    if (word === 'true' || word === 'false') return { kind: 'value', value: word === 'true' };
    return word === 'null' ? { kind: 'value', value: null } : fail(text);
  };
  const listOf = <One>(one: () => One): One[] => {
    const list = [one()];
    while (takeSign(',')) list.push(one());
    return list;
  };
  const one = (): Condition => {
    if (takeSign('(')) {
      const inner = conditions();
      needSign(')');
      return inner;
    }
    const field = name();
    if (takeWord('IN')) {
      needSign('(');
      const values = listOf(literal);
      needSign(')');
      return { kind: 'compare', field, operator: 'IN', values };
    }
    const { kind, text } = next();
    if (kind !== 'sign' || !['=', '!=', '<', '>', '<=', '>='].includes(text)) fail(text);
    return { kind: 'compare', field, operator: text, values: [literal()] };
  };
  const conditions = (): Condition => {
    const first = one();
    const kind = isWord('AND') ? 'AND' : 'OR';
    const of = [first];
    while (takeWord(kind)) of.push(one());
    if (isWord('AND') || isWord('OR')) fail(all[at]?.text ?? '');
    return of.length === 1 ? first : { kind: kind === 'AND' ? 'and' : 'or', of };
  };

  needWord('SELECT');
  let fields: Query['fields'];
  if (takeWord('COUNT')) {
    needSign('(');
    needSign(')');
    fields = 'count';
  } else fields = listOf(name);
  needWord('FROM');
  const query: Query = { fields, entity: name(), order: [] };
  if (takeWord('WHERE')) query.where = conditions();
  if (takeWord('ORDER')) {
    needWord('BY');
    query.order = listOf(() => {
      const field = name();
      const descending = takeWord('DESC');
      if (!descending) takeWord('ASC');
      return { field, descending };
    });
  }
  if (takeWord('LIMIT')) {
    const { kind, text } = next();
    if (kind !== 'literal' || !/^\d{1,9}$/.test(text)) fail(text);
    query.limit = Number(text);
  }
  if (at < all.length) fail(all[at]?.text ?? '');
  return query;
}
