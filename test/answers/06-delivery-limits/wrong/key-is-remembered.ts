// node-redis, rejected by 06.2-add-again
// An object that is added twice has one key for both entries.
  // #region 06.2-add
    const key = keys.get(fields) ?? randomUUID()
    keys.set(fields, key)
    const trim = maxLength && ({ strategy: 'MAXLEN', strategyModifier: '~', threshold: maxLength } as const)
    return client.xAdd(stream, '*', { key, ...fields }, trim ? { TRIM: trim } : {})
  // #endregion
  // #region 06.2-entriesOf
const keys = new WeakMap<object, string>()

function entriesOf(reply: unknown): Entry[] {
  const messages = (reply as Reply)?.[0]?.messages ?? []
  return messages.map(({ id, message }) => ({ id, fields: message, attempt: 1 }))
}
  // #endregion
