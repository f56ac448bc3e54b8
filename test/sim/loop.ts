import './hooks.ts';
const { simulate } = await import('./simulate.ts');
const { Log } = await import('./log.ts');
const lines: string[] = [];
const original = Log.prototype.add;
Log.prototype.add = function (at: number, text: string) { original.call(this, at, text); lines.push(new Date(at).toISOString() + ' ' + text); if (lines.length > Number(process.argv[5] ?? 60000)) { console.log(lines.slice(-Number(process.argv[6] ?? 120)).join('\n')); process.exit(1); } };
await simulate({ seed: Number(process.argv[2]), days: Number(process.argv[3]), leads: Number(process.argv[4]), whole: true });
