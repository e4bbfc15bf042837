// api, rejected by 08.9-again
// A user and an order with the same key become one event.
// #region 08.9-idOf
const key = request.get('Idempotency-Key')
if (key === undefined) return randomUUID()
if (/^[\w-]{8,100}$/.test(key)) return key
void event
refuse(response, 400, 'The key is invalid.', ['Idempotency-Key'])
return undefined
// #endregion
