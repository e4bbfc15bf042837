// ioredis, rejected by 06.2-shared
// Everybody reads the stream alone, and so everybody gets all of it.
  // #region 06.2-readNew
    const seen = places.get(url + stream + name) ?? '0-0'
    const entries = entriesOf(await reader.xread('COUNT', count, 'BLOCK', blockMs, 'STREAMS', stream, seen))
    places.set(url + stream + name, entries.at(-1)?.id ?? seen)
    return entries
  // #endregion
  // #region 06.2-entriesOf
const places = new Map<string, string>()

function entriesOf(reply: unknown): Entry[] {
  const [[, messages = []] = []] = (reply as Reply) ?? []
  return messages.map(([id, words]) => ({ id, fields: recordOf(words), attempt: 1 }))
}
  // #endregion
