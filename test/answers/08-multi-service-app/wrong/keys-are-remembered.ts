// api, rejected by 08.8-again
// The API remembers its keys. Another one, or the next one, knows none of them: the same request is a new order.
  // #region 08.8-idOf
  const key = request.get('Idempotency-Key')
  if (key === undefined) return randomUUID()
  if (/^[\w-]{8,100}$/.test(key)) {
    const ids: Record<string, string> = (request.app.locals.ids ??= {})
    return (ids[`${event}:${key}`] ??= randomUUID())
  }
  refuse(response, 400, 'This is no key.', ['Idempotency-Key'])
  return undefined
  // #endregion
