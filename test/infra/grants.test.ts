import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { functions, type FunctionDefinition } from '#functions/manifest.ts';
import { tables } from '#shared/tables/tables.ts';

/** The name in a stage of a table that the store calls so. */
const tableName = (name: string): string => (tables as Record<string, { name: string }>)[name]?.name ?? name;
const changing = ['put', 'add'];
/** What `forget` is: of activities it removes them, of facts it writes them anew. */
const forgetting: Record<string, string> = { activities: 'remove', statistics: 'put' };
/** What functions ask of the documents that they are given. */
const given: Record<string, string[]> = { change: ['get', 'put'], saveItem: ['put'], listAll: ['list'] };

/** Every file that an entry runs, itself included. */
function filesBehind(entry: string): string[] {
  const found = new Set<string>();
  const waiting = [resolve(entry)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const imports = readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\s(?!type\b)[^;]*?from '([#.][^']+)'/gms,
    );
    for (const [, path = ''] of imports) {
      const target = path.startsWith('#') ? resolve(path.slice(1)) : resolve(dirname(file), path);
      if (existsSync(target)) waiting.push(target);
    }
  }
  return [...found];
}

/** What the use cases behind a function ask of the store, as `table verb`. */
function asked({ entry }: FunctionDefinition): Set<string> {
  const files = filesBehind(entry).filter((file) => file.includes('/shared/use-cases/'));
  const asks = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const calls = [...text.matchAll(/\bstore\.(\w+)\.(\w+)\(/g)];
    const passed = [...text.matchAll(/\b(change|saveItem|listAll)\(\s*(?:\w+\.)*store\.(\w+)/g)];
    return [
      ...calls.map(
        ([, name = '', verb = '']) => `${tableName(name)} ${verb === 'forget' ? forgetting[name] : verb}`,
      ),
      ...passed.flatMap(([, by = '', name = '']) =>
        (given[by] ?? []).map((verb) => `${tableName(name)} ${verb}`),
      ),
    ];
  });
  return new Set(asks);
}

describe('every function is granted what the use cases behind it ask of the store', () => {
  for (const definition of functions)
    test(definition.id, () => {
      const accessTo = (table: string) =>
        definition.grants.flatMap((grant) =>
          'table' in grant && grant.table === table ? [grant.access] : [],
        );
      for (const call of asked(definition)) {
        const [table = '', verb = ''] = call.split(' ');
        const granted = accessTo(table);
        const enough = changing.includes(verb)
          ? granted.some((access) => access === 'readWrite' || access === 'write')
          : verb === 'scan' || verb === 'remove'
            ? granted.includes(verb)
            : granted.some((access) => access === 'readWrite' || access === 'read');
        assert.ok(enough, `${call}: granted ${granted.join(', ') || 'nothing'}`);
      }
    });
});

test('nothing may be deleted where no use case deletes it', () => {
  for (const definition of functions)
    for (const grant of definition.grants)
      if ('table' in grant && grant.access === 'remove')
        assert.ok(asked(definition).has(`${grant.table} remove`), `${definition.id}: ${grant.table}`);
});
