// api, rejected by 08.8-again
// A user and an order with the same key are one event for everybody, and one of them is lost.
  // #region 08.8-idOf
  const key = request.get('Idempotency-Key')
  if (key === undefined) return randomUUID()
  if (/^[\w-]{8,100}$/.test(key)) return key
  refuse(response, 400, 'This is no key.', [`Idempotency-Key`])
  return void event
  // #endregion
