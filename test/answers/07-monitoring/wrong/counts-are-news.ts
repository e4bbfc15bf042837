// channel-watch.ts, rejected by 07.4-changes
// A second subscriber causes another event for the channel.
// #region 07.4-changes
function changes(before: Channels, now: Channels): ChannelEvent[] {
  const gone = [...before.keys()].filter((channel) => !now.has(channel))
  const come = [...now].filter(([channel, count]) => before.get(channel) !== count)
  return [
    ...gone.map((channel): ChannelEvent => ({ kind: 'vanished', channel })),
    ...come.map(([channel, subscribers]): ChannelEvent => ({ kind: 'appeared', channel, subscribers })),
  ]
}
// #endregion
