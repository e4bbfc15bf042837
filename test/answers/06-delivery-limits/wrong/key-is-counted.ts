// node-redis, rejected by 06.2-add-at-once
// The key is a number that this feed counts, and another feed counts the same ones.
  // #region 06.2-add
    const sent = (counts.get(client) ?? 0) + 1
    counts.set(client, sent)
    const trim = maxLength && ({ strategy: 'MAXLEN', strategyModifier: '~', threshold: maxLength } as const)
    return client.xAdd(stream, '*', { key: String(sent), ...fields }, trim ? { TRIM: trim } : {})
  // #endregion
  // #region 06.2-entriesOf
const counts = new WeakMap<object, number>()

function entriesOf(reply: unknown): Entry[] {
  const messages = (reply as Reply)?.[0]?.messages ?? []
  return messages.map(({ id, message }) => ({ id, fields: message, attempt: 1 }))
}
  // #endregion
