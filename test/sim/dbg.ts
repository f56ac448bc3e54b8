import './hooks.ts';
const { simulate } = await import('./simulate.ts');
const { MemoryTable } = await import('#test/support/memory/memory-table.ts');
const { laneDayCodec } = await import('#shared/contracts/stored/lane-day.ts');
const { slotKey } = await import('#shared/domain/lanes/slot-key.ts');
const put = MemoryTable.prototype.put;
const names = new Map<string, string>();
MemoryTable.prototype.put = function (item: any, e: any) {
  const r = put.call(this, item, e);
  if (item.partition?.includes('#') && item.day !== undefined && item.sort === process.argv[5] && item.partition.includes(process.argv[6]!)) {
    const d = laneDayCodec.decode(JSON.parse(JSON.stringify(item)));
    console.log(r, item.revision, item.partition, item.sort, d.slots.map((s: any) => `${names.get(s.key) ?? s.key}@${new Date(s.at).toISOString().slice(11, 19)}/gap${s.gap}/p${s.priority}`).join(' '));
  }
  if (item.leadId && item.sequenceId && item.state) { for (const s of ['s1','s2','s3','s4','s5','s6','s7','s8']) names.set(slotKey(item.sort, s), item.sort.slice(0, 6) + '.' + s); }
  return r;
};
const { log } = await simulate({ seed: Number(process.argv[2]), days: Number(process.argv[3]), leads: Number(process.argv[4]) });
