// api, rejected by 08.9-again
// It ignores the key, so each attempt is another order.
// #region 08.9-idOf
const key = request.get('Idempotency-Key')
if (key === undefined || /^[\w-]{8,100}$/.test(key)) return `${event}:${randomUUID()}`
refuse(response, 400, 'The key is invalid.', ['Idempotency-Key'])
return undefined
// #endregion
