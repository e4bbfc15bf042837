// channel-watch.ts, rejected by 07.4-redis and 07.4-changes
// It ignores channels that vanish.
// #region 07.4-changes
function changes(before: Channels, now: Channels): ChannelEvent[] {
  const come = [...now].filter(([channel]) => !before.has(channel))
  return come.map(([channel, subscribers]): ChannelEvent => ({ kind: 'appeared', channel, subscribers }))
}
// #endregion
