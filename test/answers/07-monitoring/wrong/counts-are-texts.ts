// ioredis, rejected by 07.1-counts
// The numbers have become texts on the way.
// #region 07.1-byChannel
function byChannel(counts: readonly (string | number)[]): Map<string, number> {
  const texts = counts.map(String)
  const channels = new Map<string, number>()
  for (let at = 0; at < texts.length; at += 2) {
    if (texts[at + 1] !== '0') channels.set(texts[at]!, texts[at + 1] as unknown as number)
  }
  return channels
}
// #endregion
