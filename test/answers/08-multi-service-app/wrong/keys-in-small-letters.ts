// api, rejected by 08.8-again
// Two keys that differ in their letters' case are one.
  // #region 08.8-idOf
  const key = request.get('Idempotency-Key')?.toLowerCase()
  if (key === undefined) return randomUUID()
  if (/^[\w-]{8,100}$/.test(key)) return `${event}:${key}`
  refuse(response, 400, 'This is no key.', ['Idempotency-Key'])
  return undefined
  // #endregion
