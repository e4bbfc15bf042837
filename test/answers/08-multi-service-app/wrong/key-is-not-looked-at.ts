// api, rejected by 08.8-again
// Each try is a new order.
  // #region 08.8-idOf
  const key = request.get('Idempotency-Key')
  if (key === undefined || /^[\w-]{8,100}$/.test(key)) return `${event}:${randomUUID()}`
  refuse(response, 400, 'This is no key.', ['Idempotency-Key'])
  return undefined
  // #endregion
