// channel-watch.ts, rejected by 07.4-changes
// It compares only the number of channels, so one that replaces another causes no event.
// #region 07.4-changes
function changes(before: Channels, now: Channels): ChannelEvent[] {
  if (before.size === now.size) return []
  const gone = [...before.keys()].filter((channel) => !now.has(channel))
  const come = [...now].filter(([channel]) => !before.has(channel))
  return [
    ...gone.map((channel): ChannelEvent => ({ kind: 'vanished', channel })),
    ...come.map(([channel, subscribers]): ChannelEvent => ({ kind: 'appeared', channel, subscribers })),
  ]
}
// #endregion
