// node-redis, rejected by 06.2-reads
// The place is kept here, and the id behind an id is thought to be one more.
  // #region 06.2-readNew
    const seen = places.get(stream + name) ?? '0-0'
    const reply = await reader.xRead({ key: stream, id: seen }, { COUNT: count, BLOCK: blockMs })
    const entries = entriesOf(reply)
    const [ms, sequence] = (entries.at(-1)?.id ?? seen).split('-')
    if (entries.length > 0) places.set(stream + name, `${ms}-${Number(sequence) + 1}`)
    return entries
  // #endregion
  // #region 06.2-entriesOf
const places = new Map<string, string>()

function entriesOf(reply: unknown): Entry[] {
  const messages = (reply as Reply)?.[0]?.messages ?? []
  return messages.map(({ id, message }) => ({ id, fields: message, attempt: 1 }))
}
  // #endregion
