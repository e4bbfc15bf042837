// envelope, rejected by 05.1-handed
// Strings that look like dates become dates.
  // #region 05.1-read
  const value: unknown = JSON.parse(text)
  if (!isRecord(value)) throw new TypeError('an event is an object')
  const { id, event, timestamp, data, key } = value
  if (typeof id !== 'string' || id === '') throw new TypeError('id')
  if (event !== name) throw new TypeError('event')
  if (typeof timestamp !== 'string' || Number.isNaN(Date.parse(timestamp))) throw new TypeError('timestamp')
  if (data === undefined) throw new TypeError('data')
  const alive = typeof data === 'string' && /^\d{4}-\d\d-\d\dT/.test(data) ? new Date(data) : data
  if (key === undefined) return { id, event: name, timestamp, data: alive }
  if (typeof key !== 'string') throw new TypeError('key')
  return { id, event: name, timestamp, data: alive, key }
  // #endregion

  // #region given-key
  // #endregion
