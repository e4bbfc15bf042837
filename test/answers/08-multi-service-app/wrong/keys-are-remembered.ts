// api, rejected by 08.9-again
// It stores the keys in memory, so another process of the API creates another order.
// #region 08.9-idOf
const key = request.get('Idempotency-Key')
if (key === undefined) return randomUUID()
if (/^[\w-]{8,100}$/.test(key)) {
  const ids: Record<string, string> = (request.app.locals.ids ??= {})
  return (ids[`${event}:${key}`] ??= randomUUID())
}
refuse(response, 400, 'The key is invalid.', ['Idempotency-Key'])
return undefined
// #endregion
