// envelope, rejected by 05.1-handed
// Fields called __proto__ are dropped from the data.
  // #region 05.1-read
  const value: unknown = JSON.parse(text, (key, field) => (key === '__proto__' ? undefined : field))
  if (!isRecord(value)) throw new TypeError('an event is an object')
  const { id, event, timestamp, data, key } = value
  if (typeof id !== 'string' || id === '') throw new TypeError('id')
  if (event !== name) throw new TypeError('event')
  if (typeof timestamp !== 'string' || Number.isNaN(Date.parse(timestamp))) throw new TypeError('timestamp')
  if (data === undefined) throw new TypeError('data')
  if (key === undefined) return { id, event: name, timestamp, data }
  if (typeof key !== 'string') throw new TypeError('key')
  return { id, event: name, timestamp, data, key }
  // #endregion

  // #region given-key
  // #endregion
