// ioredis, rejected by 07.1-between
// It was listed, so there must be one.
// #region 07.1-byChannel
function byChannel(counts: readonly (string | number)[]): Map<string, number> {
  const channels = new Map<string, number>()
  for (let at = 0; at < counts.length; at += 2) channels.set(String(counts[at]), Number(counts[at + 1]) || 1)
  return channels
}
// #endregion
