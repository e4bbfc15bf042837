// channel-watch.ts, rejected by 07.4-changes
// Only the number of channels is compared: one goes, one comes, nothing has changed.
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
