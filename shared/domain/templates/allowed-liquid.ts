/** The tags that templates may use: none that reads files, counts or builds HTML out of sight. */
export const allowedTags: readonly string[] = [
  ...['if', 'unless', 'case', 'for', 'break', 'continue', 'assign', 'comment', 'raw', '#'],
];

/** The filters that templates may use: none that draws lots, reads the clock or switches escaping off. */
export const allowedFilters: readonly string[] = [
  ...['default', 'append', 'prepend', 'capitalize', 'upcase', 'downcase', 'strip', 'lstrip', 'rstrip'],
  ...['truncate', 'truncatewords', 'replace', 'replace_first', 'remove', 'remove_first', 'slice', 'split'],
  ...['join', 'first', 'last', 'size', 'sort', 'uniq', 'reverse', 'normalize_whitespace'],
  ...['url_encode', 'date'],
  ...['plus', 'minus', 'times', 'divided_by', 'modulo', 'round', 'floor', 'ceil', 'abs'],
  ...['at_least', 'at_most'],
];
