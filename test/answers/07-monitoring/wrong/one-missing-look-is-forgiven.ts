// channel-watch.ts, rejected by 07.4-each
// A channel vanishes only after two snapshots without it, so a short absence is missed.
// #region 07.4-changes
const missing = new WeakMap<Channels, Set<string>>()

function changes(before: Channels, now: Channels): ChannelEvent[] {
  const missedOnce = missing.get(before) ?? new Set<string>()
  const gone = [...before.keys()].filter((channel) => !now.has(channel))
  const kept = gone.filter((channel) => !missedOnce.has(channel))
  for (const channel of kept) (now as Map<string, number>).set(channel, before.get(channel)!)
  missing.set(now, new Set(kept))
  const come = [...now].filter(([channel]) => !before.has(channel))
  return [
    ...gone.filter((channel) => missedOnce.has(channel)).map((channel): ChannelEvent => ({ kind: 'vanished', channel })),
    ...come.map(([channel, subscribers]): ChannelEvent => ({ kind: 'appeared', channel, subscribers })),
  ]
}
// #endregion
