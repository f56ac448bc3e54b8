import './hooks.ts';
const { simulate } = await import('./simulate.ts');
const [from = '1', to = '20', days = '20', leads = '40'] = process.argv.slice(2);
const cpu = process.cpuUsage();
for (let seed = Number(from); seed <= Number(to); seed += 1) {
  const before = process.cpuUsage(cpu);
  const { stage, violations } = await simulate({ seed, days: Number(days), leads: Number(leads) });
  const after = process.cpuUsage(cpu);
  const rules = Object.entries(Object.groupBy(violations, (v) => v.rule)).map(([r, v]) => `${r}×${v?.length}`);
  console.log(seed, ((after.user - before.user) / 1e6).toFixed(1), stage.world.provider.received.length, rules.join(', '), stage.history.faults[0]?.slice(0, 200) ?? '');
  for (const [, some] of Object.entries(Object.groupBy(violations, (v) => v.rule))) for (const v of some?.slice(0, 2) ?? []) console.log('   ', new Date(v.at).toISOString(), v.rule, v.enrollment, v.expected.slice(0, 300));
}
